import './scenes/titles/titles.css';
import './scenes/titles/titles.js';
import { byTarget, useMotion } from './motion.jsx';
import { Stage } from './stage.jsx';

const { cards, lines, motions } = globalThis.SCENES.titles;
const grouped = byTarget(motions);

export const Titles = () => {
  const motion = useMotion(grouped);
  return (
    <Stage className="titles">
      {cards.map(({ id, style }) => (
        <div key={id} className="titles-card" style={{ ...style, ...motion(id) }} />
      ))}
      {lines.map(({ id, letters }) => (
        <h1 key={id} className="titles-line" style={motion(id)}>
          {letters.map((letter) => (
            <span key={letter.id} style={motion(letter.id)}>
              {letter.text}
            </span>
          ))}
        </h1>
      ))}
      <p className="titles-tag" style={motion('titles-tag')}>
        every frame is new
      </p>
    </Stage>
  );
};
