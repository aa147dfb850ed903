import './scenes/data-story/data-story.css';
import './scenes/data-story/data-story.js';
import { byTarget, useMotion } from './motion.jsx';
import { Stage } from './stage.jsx';

const { elements, motions } = globalThis.SCENES.dataStory;
const grouped = byTarget(motions);

export const DataStory = () => {
  const motion = useMotion(grouped);
  return (
    <Stage className="data-story">
      <h1>Four hundred and twenty moving parts</h1>
      {elements.map(({ id, className, text, style }) => (
        <div key={id} className={className} style={{ ...style, ...motion(id) }}>
          {text}
        </div>
      ))}
    </Stage>
  );
};
