import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  packages: { 'gsap.min.js': 'gsap/dist/gsap.min.js' },
  chunkSize: 5,
  isOneWay: 'What a callback has begun does not end when time goes back.',
  pixels: [
    [1, 10, 10, 'red'],
    [1, 10, 40, 'lime'],
    [1, 10, 70, 'blue'],
    [2, 10, 10, 'red'],
    [2, 10, 40, 'lime'],
    [2, 10, 70, 'blue'],
    [3, 30, 10, 'red'],
    [3, 30, 40, 'lime'],
    [3, 10, 70, 'blue'],
    [5, 70, 10, 'red'],
    [5, 70, 40, 'lime'],
    [5, 50, 70, 'blue'],
    [6, 90, 10, 'red'],
    [6, 90, 40, 'lime'],
    [8, 90, 10, 'red'],
    [8, 90, 40, 'lime'],
    [7, 90, 70, 'blue'],
    [9, 90, 70, 'blue'],
  ],
});
