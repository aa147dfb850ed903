import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  packages: { 'gsap.min.js': 'gsap/dist/gsap.min.js' },
  chunkSize: 5,
  pixels: [
    [0, 10, 10, 'red'],
    [0, 10, 40, 'lime'],
    [0, 10, 70, 'black'],
    [2, 10, 10, 'red'],
    [2, 10, 40, 'lime'],
    [2, 10, 70, 'black'],
    [3, 10, 40, 'lime'],
    [3, 10, 70, 'black'],
    [4, 10, 10, 'black'],
    [4, 10, 40, 'black'],
    [4, 10, 70, 'blue'],
    [7, 10, 10, 'black'],
    [7, 10, 40, 'black'],
    [7, 10, 70, 'blue'],
    [8, 10, 70, 'black'],
  ],
});
