import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  packages: { 'gsap.min.js': 'gsap/dist/gsap.min.js' },
  chunkSize: 5,
  pixels: [
    [0, 90, 10, 'red'],
    [0, 10, 40, 'lime'],
    [0, 90, 70, 'blue'],
    [2, 90, 10, 'red'],
    [2, 10, 40, 'lime'],
    [2, 90, 70, 'blue'],
    [3, 90, 10, 'red'],
    [3, 90, 40, 'lime'],
    [3, 90, 70, 'blue'],
    [5, 50, 10, 'red'],
    [5, 50, 40, 'lime'],
    [5, 110, 70, 'blue'],
    [7, 10, 10, 'red'],
    [7, 10, 40, 'lime'],
    [7, 130, 70, 'blue'],
    [9, 10, 10, 'red'],
    [9, 10, 40, 'lime'],
    [9, 130, 70, 'blue'],
  ],
});
