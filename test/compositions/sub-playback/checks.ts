import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  packages: { 'gsap.js': 'gsap/dist/gsap.min.js' },
  pixels: [
    [1, 50, 45, 'black'],
    [2, 50, 45, 'red'],
    [3, 70, 45, 'red'],
    [3, 50, 45, 'black'],
    [6, 130, 45, 'red'],
    [9, 130, 45, 'red'],
  ],
});
