import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  packages: { 'gsap.min.js': 'gsap/dist/gsap.min.js' },
  chunkSize: 5,
  pixels: [
    [1, 10, 45, 'lime'],
    [2, 10, 45, 'red'],
    [2, 30, 45, 'lime'],
    [3, 10, 45, 'red'],
    [3, 30, 45, 'lime'],
    [4, 10, 45, 'lime'],
    [4, 30, 45, 'black'],
    [5, 10, 45, 'lime'],
    [5, 30, 45, 'black'],
    [6, 10, 45, 'red'],
    [6, 30, 45, 'lime'],
    [7, 10, 45, 'red'],
    [7, 30, 45, 'lime'],
    [8, 10, 45, 'lime'],
    [8, 30, 45, 'black'],
    [9, 10, 45, 'lime'],
    [9, 30, 45, 'black'],
  ],
});
