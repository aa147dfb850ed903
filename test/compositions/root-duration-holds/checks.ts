import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  packages: { 'gsap.min.js': 'gsap/dist/gsap.min.js' },
  pixels: [
    [0, 10, 40, 'red'],
    [3, 130, 40, 'red'],
    [3, 10, 40, 'black'],
    [4, 130, 40, 'red'],
    [4, 10, 40, 'black'],
    [9, 130, 40, 'red'],
    [9, 10, 40, 'black'],
  ],
});
