import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  packages: { 'gsap.min.js': 'gsap/dist/gsap.min.js' },
  chunkSize: 5,
  pixels: [
    [0, 50, 40, 'red'],
    [0, 10, 40, 'black'],
    [2, 50, 40, 'red'],
    [2, 10, 40, 'black'],
    [3, 90, 40, 'lime'],
    [3, 50, 40, 'black'],
    [6, 90, 40, 'lime'],
    [6, 50, 40, 'black'],
    [7, 90, 40, 'black'],
    [9, 90, 40, 'black'],
  ],
});
