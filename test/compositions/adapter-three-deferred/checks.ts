import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  chunkSize: 5,
  packages: { 'three.js': 'three/build/three.module.js', 'three.core.js': 'three/build/three.core.js' },
  pixels: [
    [0, 10, 45, 'red'],
    [4, 50, 45, 'red'],
    [5, 60, 45, 'red'],
    [9, 100, 45, 'red'],
  ],
});
