import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  packages: { 'gsap.min.js': 'gsap/dist/gsap.min.js' },
  isOneWay: 'The first timeline is gone once it is replaced.',
  pixels: [
    [0, 10, 40, 'red'],
    [4, 50, 40, 'red'],
    [6, 10, 64, 'red'],
    [6, 70, 40, 'black'],
    [9, 10, 76, 'red'],
  ],
});
