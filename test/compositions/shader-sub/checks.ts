import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  packages: {
    'gsap.min.js': 'gsap/dist/gsap.min.js',
    'shader-transitions.js': '@hyperframes/shader-transitions/dist/index.global.js',
  },
  chunkSize: 4,
  pixels: [
    [1, 20, 80, 'red'],
    [4, 20, 80, [170, 0, 85]],
    [5, 20, 80, [85, 0, 170]],
    [7, 20, 80, 'blue'],
  ],
});
