import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  chunkSize: 4,
  packages: { 'gsap.js': 'gsap/dist/gsap.min.js' },
  pixels: [
    [1, 10, 45, 'black'],
    [2, 10, 45, 'lime'],
    [3, 30, 45, 'lime'],
    [4, 50, 45, 'lime'],
    [4, 30, 45, 'black'],
    [5, 70, 45, 'lime'],
    [5, 130, 45, 'black'],
    [6, 130, 45, 'lime'],
    [7, 90, 45, 'lime'],
    [8, 90, 45, 'black'],
    [8, 130, 45, 'black'],
  ],
});
