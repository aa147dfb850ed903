import { checks } from '../checks.ts';

export default checks({
  frames: 5,
  packages: { 'gsap.min.js': 'gsap/dist/gsap.min.js' },
  pixels: [
    [0, 10, 40, 'red'],
    [4, 34, 40, 'red'],
    [4, 10, 40, 'black'],
  ],
});
