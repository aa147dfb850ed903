import { checks } from '../checks.ts';

export default checks({
  frames: 6,
  packages: { 'gsap.min.js': 'gsap/dist/gsap.min.js' },
  pixels: [
    [0, 10, 10, 'red'],
    [0, 10, 40, 'lime'],
    [2, 50, 10, 'red'],
    [2, 50, 40, 'lime'],
    [5, 90, 10, 'red'],
    [5, 90, 40, 'lime'],
  ],
});
