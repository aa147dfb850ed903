import './scenes/picture-in-picture/picture-in-picture.css';
import './scenes/picture-in-picture/picture-in-picture.js';
import { OffthreadVideo, staticFile } from 'remotion';
import { byTarget, useMotion } from './motion.jsx';
import { Stage } from './stage.jsx';

const grouped = byTarget(globalThis.SCENES.pictureInPicture.motions);

export const PictureInPicture = () => {
  const motion = useMotion(grouped);
  return (
    <Stage>
      <OffthreadVideo className="pip-main" src={staticFile('media/main.mp4')} volume={0.6} />
      <div className="pip-frame" style={motion('pip-frame')}>
        <OffthreadVideo className="pip-inset" src={staticFile('media/inset.mp4')} volume={0.4} />
      </div>
    </Stage>
  );
};
