import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  packages: { 'gsap.min.js': 'gsap/dist/gsap.min.js' },
  chunkSize: 5,
  pixels: [
    [1, 50, 10, 'red'],
    [1, 20, 40, 'lime'],
    [1, 30, 70, 'blue'],
    [2, 90, 10, 'red'],
    [2, 30, 40, 'lime'],
    [2, 50, 70, 'blue'],
    [4, 90, 10, 'red'],
    [4, 50, 40, 'lime'],
    [4, 90, 70, 'blue'],
    [8, 90, 40, 'lime'],
  ],
});
