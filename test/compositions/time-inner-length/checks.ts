import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  packages: { 'gsap.min.js': 'gsap/dist/gsap.min.js' },
  chunkSize: 4,
  pixels: [
    [1, 10, 80, 'black'],
    [2, 10, 80, 'blue'],
    [2, 10, 10, 'red'],
    [2, 30, 45, 'black'],
    [4, 10, 30, 'red'],
    [4, 10, 5, 'blue'],
    [5, 10, 80, 'blue'],
    [6, 10, 80, 'black'],
    [6, 30, 45, 'lime'],
    [7, 30, 45, 'black'],
  ],
});
