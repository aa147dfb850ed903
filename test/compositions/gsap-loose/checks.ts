import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  packages: { 'gsap.min.js': 'gsap/dist/gsap.min.js' },
  chunkSize: 5,
  pixels: [
    [0, 10, 10, 'red'],
    [0, 10, 40, 'lime'],
    [0, 10, 70, 'blue'],
    [2, 50, 10, 'red'],
    [2, 10, 40, 'lime'],
    [2, 30, 70, 'blue'],
    [4, 90, 10, 'red'],
    [4, 50, 40, 'lime'],
    [4, 50, 70, 'blue'],
    [6, 90, 40, 'lime'],
    [8, 90, 40, 'lime'],
    [8, 90, 70, 'blue'],
  ],
});
