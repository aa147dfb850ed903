import { checks } from '../checks.ts';

export default checks({
  frames: 6,
  packages: { 'gsap.min.js': 'gsap/dist/gsap.min.js' },
  pixels: [
    [0, 10, 40, 'red'],
    [3, 70, 40, 'red'],
  ],
});
