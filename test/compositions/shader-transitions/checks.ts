import { checks, type Color, type PixelCheck } from '../checks.ts';

const SCENES: readonly Color[] = ['red', 'lime', 'blue'];

export default checks({
  frames: 78,
  packages: {
    'gsap.min.js': 'gsap/dist/gsap.min.js',
    'shader-transitions.js': '@hyperframes/shader-transitions/dist/index.global.js',
  },
  chunkSize: 19,
  pixels: [
    // Between two transitions each scene is whole, and alone.
    ...Array.from({ length: 16 }, (_, i): PixelCheck[] => [
      [i * 5 + 2, 10, 80, SCENES[i % 3]!],
      [i * 5 + 2, 80, 45, 'white'],
    ]).flat(),
  ],
});
