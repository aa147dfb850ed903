import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  packages: { 'gsap.min.js': 'gsap/dist/gsap.min.js' },
  chunkSize: 5,
  pixels: [
    [2, 10, 10, 'red'],
    [2, 10, 40, 'lime'],
    [3, 50, 10, 'red'],
    [3, 10, 40, 'lime'],
    [4, 90, 10, 'red'],
    [4, 50, 40, 'lime'],
    [5, 90, 40, 'lime'],
    [5, 10, 70, 'blue'],
    [6, 90, 40, 'lime'],
    [6, 10, 70, 'blue'],
    [7, 50, 70, 'blue'],
    [8, 90, 70, 'blue'],
  ],
});
