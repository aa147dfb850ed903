import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  chunkSize: 5,
  packages: { 'three.js': 'three/build/three.module.js', 'three.core.js': 'three/build/three.core.js' },
  pixels: [
    [0, 10, 45, 'lime'],
    [0, 60, 45, 'black'],
    [4, 50, 45, 'lime'],
    [5, 60, 45, 'lime'],
    [5, 20, 45, 'black'],
    [9, 100, 45, 'lime'],
  ],
});
