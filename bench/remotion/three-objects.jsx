import './scenes/three-objects/three-objects.css';
import './scenes/three-objects/three-objects.js';
import { ThreeCanvas } from '@remotion/three';
import { useCurrentFrame, useVideoConfig } from 'remotion';
import { byTarget, useMotion } from './motion.jsx';
import { Stage } from './stage.jsx';

const { camera, lights, solids, poseAt, motions } = globalThis.SCENES.threeObjects;
const grouped = byTarget(motions);

export const ThreeObjects = () => {
  const { fps, width, height } = useVideoConfig();
  const seconds = useCurrentFrame() / fps;
  const motion = useMotion(grouped);
  return (
    <Stage className="three-objects">
      <ThreeCanvas width={width} height={height} camera={camera} flat>
        <color attach="background" args={['#10131f']} />
        {lights.map((light) => (
          <directionalLight key={light.color} {...light} />
        ))}
        {solids.map(({ color, position, isKnot }, index) => (
          <mesh key={color} position={position} rotation={poseAt(index, seconds)}>
            {isKnot ? <torusKnotGeometry args={[0.55, 0.2, 96, 16]} /> : <boxGeometry args={[1, 1, 1]} />}
            <meshStandardMaterial color={color} roughness={0.35} metalness={0.2} />
          </mesh>
        ))}
      </ThreeCanvas>
      <h1 style={motion('three-title')}>Twenty solids, two lights</h1>
    </Stage>
  );
};
