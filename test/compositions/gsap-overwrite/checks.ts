import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  packages: { 'gsap.min.js': 'gsap/dist/gsap.min.js' },
  chunkSize: 5,
  isOneWay: 'A tween that GSAP has overwritten is gone for good.',
  pixels: [
    [1, 20, 42, 'red'],
    [2, 30, 45, 'red'],
    [4, 150, 50, 'red'],
    [5, 150, 50, 'red'],
    [7, 130, 55, 'red'],
    [8, 110, 60, 'red'],
    [9, 110, 60, 'red'],
  ],
});
