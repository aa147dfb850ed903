import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  packages: { 'gsap.min.js': 'gsap/dist/gsap.min.js' },
  chunkSize: 5,
  pixels: [
    [1, 10, 10, 'red'],
    [1, 10, 40, 'lime'],
    [1, 10, 70, 'blue'],
    [2, 10, 10, 'red'],
    [2, 10, 40, 'lime'],
    [2, 10, 70, 'blue'],
    [4, 50, 10, 'red'],
    [4, 50, 40, 'lime'],
    [4, 10, 70, 'blue'],
    [5, 70, 10, 'red'],
    [5, 70, 40, 'lime'],
    [5, 30, 70, 'blue'],
    [6, 90, 10, 'red'],
    [6, 90, 40, 'lime'],
    [9, 90, 10, 'red'],
    [9, 90, 40, 'lime'],
    [8, 90, 70, 'blue'],
  ],
});
