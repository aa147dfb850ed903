import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  packages: { 'gsap.min.js': 'gsap/dist/gsap.min.js' },
  chunkSize: 6,
  pixels: [
    [0, 10, 10, 'red'],
    [0, 10, 40, 'lime'],
    [0, 10, 70, 'blue'],
    [2, 30, 10, 'red'],
    [2, 50, 40, 'lime'],
    [2, 48, 70, 'blue'],
    [4, 95, 10, 'red'],
    [4, 90, 40, 'lime'],
    [5, 150, 10, 'red'],
    [5, 90, 40, 'lime'],
    [5, 150, 70, 'blue'],
    [6, 70, 10, 'red'],
    [6, 90, 40, 'lime'],
    [6, 150, 70, 'blue'],
    [8, 90, 10, 'red'],
    [8, 90, 40, 'lime'],
    [8, 150, 70, 'blue'],
    [9, 90, 10, 'red'],
    [9, 90, 40, 'lime'],
    [9, 150, 70, 'blue'],
  ],
});
