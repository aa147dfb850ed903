import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  packages: { 'gsap.min.js': 'gsap/dist/gsap.min.js' },
  chunkSize: 5,
  pixels: [
    [1, 30, 10, 'red'],
    [1, 30, 40, 'lime'],
    [1, 50, 70, 'blue'],
    [3, 70, 10, 'red'],
    [3, 70, 40, 'lime'],
    [3, 90, 70, 'blue'],
    [5, 70, 10, 'red'],
    [5, 30, 40, 'lime'],
    [5, 50, 70, 'blue'],
    [6, 50, 10, 'red'],
    [6, 50, 40, 'lime'],
    [6, 90, 70, 'blue'],
    [9, 10, 10, 'red'],
    [9, 90, 40, 'lime'],
    [9, 90, 70, 'blue'],
  ],
});
