import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  packages: { 'gsap.js': 'gsap/dist/gsap.min.js' },
  pixels: [
    [0, 20, 10, 'black'],
    [1, 20, 10, 'red'],
    [3, 20, 70, 'black'],
    [5, 20, 80, 'red'],
    [5, 60, 80, 'blue'],
    [9, 100, 35, 'lime'],
    [9, 100, 55, 'black'],
  ],
});
