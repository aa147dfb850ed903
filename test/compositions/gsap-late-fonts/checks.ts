import { checks } from '../checks.ts';

export default checks({
  frames: 7,
  packages: { 'gsap.min.js': 'gsap/dist/gsap.min.js' },
  chunkSize: 4,
  pixels: [
    [0, 10, 40, 'red'],
    [3, 70, 40, 'red'],
    [6, 130, 40, 'red'],
  ],
});
