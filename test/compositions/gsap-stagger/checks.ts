import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  packages: { 'gsap.min.js': 'gsap/dist/gsap.min.js' },
  chunkSize: 5,
  pixels: [
    [1, 30, 10, 'red'],
    [1, 10, 40, 'lime'],
    [1, 10, 70, 'blue'],
    [2, 50, 10, 'red'],
    [2, 10, 40, 'lime'],
    [2, 10, 70, 'blue'],
    [3, 50, 10, 'red'],
    [3, 30, 40, 'lime'],
    [3, 10, 70, 'blue'],
    [5, 50, 40, 'lime'],
    [5, 30, 70, 'blue'],
    [7, 90, 70, 'blue'],
    [9, 50, 10, 'red'],
    [9, 50, 40, 'lime'],
    [9, 130, 70, 'blue'],
  ],
});
