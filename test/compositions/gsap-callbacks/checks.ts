import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  packages: { 'gsap.min.js': 'gsap/dist/gsap.min.js' },
  chunkSize: 3,
  pixels: [
    [0, 10, 40, 'red'],
    [0, 30, 40, 'black'],
    [1, 10, 40, 'red'],
    [1, 30, 40, 'black'],
    [2, 30, 40, 'red'],
    [2, 50, 40, 'black'],
    [3, 30, 40, 'red'],
    [3, 50, 40, 'black'],
    [4, 50, 40, 'red'],
    [4, 70, 40, 'black'],
    [5, 50, 40, 'red'],
    [5, 70, 40, 'black'],
    [6, 50, 40, 'lime'],
    [6, 70, 40, 'black'],
    [7, 50, 40, 'lime'],
    [7, 70, 40, 'black'],
    [8, 70, 40, 'lime'],
    [8, 90, 40, 'black'],
    [9, 70, 40, 'lime'],
    [9, 90, 40, 'black'],
  ],
});
