import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  packages: { 'gsap.js': 'gsap/dist/gsap.min.js' },
  pixels: [
    [1, 10, 45, 'black'],
    [2, 10, 45, 'lime'],
    [3, 30, 45, 'lime'],
    [4, 50, 45, 'lime'],
    [7, 50, 45, 'lime'],
    [8, 50, 45, 'black'],
    [2, 90, 45, 'lime'],
    [5, 105, 45, 'lime'],
    [5, 125, 45, 'black'],
    [6, 105, 45, 'black'],
  ],
});
