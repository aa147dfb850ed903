import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  packages: { 'gsap.min.js': 'gsap/dist/gsap.min.js', 'motion-path.min.js': 'gsap/dist/MotionPathPlugin.min.js' },
  chunkSize: 5,
  pixels: [
    [0, 10, 10, 'red'],
    [2, 30, 10, 'red'],
    [4, 50, 10, 'red'],
    [6, 50, 30, 'red'],
    [8, 50, 50, 'red'],
    [8, 50, 10, 'black'],
    [9, 50, 50, 'red'],
    [9, 50, 10, 'black'],
  ],
});
