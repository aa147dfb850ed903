import './scenes/explainer/explainer.css';
import './scenes/explainer/explainer.js';
import { byTarget, useMotion } from './motion.jsx';
import { Stage } from './stage.jsx';

const { cards, motions } = globalThis.SCENES.explainer;
const grouped = byTarget(motions);

export const Explainer = () => {
  const motion = useMotion(grouped);
  return (
    <Stage className="explainer">
      {cards.map(({ id, number, title, points, hue }) => (
        <section key={id} className="explainer-card" style={motion(id)}>
          <p className="explainer-number" style={{ background: `hsl(${hue} 80% 55%)` }}>
            {number}
          </p>
          <h2>{title}</h2>
          {points.map((point) => (
            <p key={point.id} className="explainer-point" style={motion(point.id)}>
              {point.text}
            </p>
          ))}
        </section>
      ))}
    </Stage>
  );
};
