import { checks, type Color, type PixelCheck } from '../checks.ts';

const SCENES: readonly Color[] = ['red', 'lime', 'blue'];

export default checks({
  frames: 78,
  packages: {
    'gsap.min.js': 'gsap/dist/gsap.min.js',
    'shader-transitions.js': '@hyperframes/shader-transitions/dist/index.global.js',
  },
  chunkSize: 44,
  pixels: [
    // Between two transitions each scene is whole, and alone.
    ...Array.from({ length: 16 }, (_, i): PixelCheck[] => [
      [i * 5 + 2, 10, 80, SCENES[i % 3]!],
      [i * 5 + 2, 80, 45, 'white'],
    ]).flat(),
    // A third and two thirds of each transition, as HyperFrames draws them.
    [5, 80, 12, 'lime'],
    [9, 8, 8, 'lime'],
    [14, 80, 45, [85, 0, 169]],
    [15, 80, 45, [168, 0, 85]],
    [19, 20, 80, 'red'],
    [20, 80, 12, 'lime'],
    [24, 8, 8, [0, 169, 83]],
    [25, 140, 20, [0, 84, 168]],
    [30, 20, 80, [254, 85, 86]],
    [34, 8, 8, [168, 84, 0]],
    [35, 8, 8, [83, 169, 0]],
    [44, 8, 8, [85, 0, 169]],
    [45, 8, 8, [168, 0, 85]],
    [49, 20, 80, [152, 83, 6]],
    [50, 20, 80, [80, 168, 2]],
    [54, 20, 80, [0, 169, 83]],
    [55, 20, 80, [0, 83, 169]],
    [59, 20, 80, [85, 0, 169]],
    [60, 8, 8, [181, 9, 85]],
    [64, 8, 8, [253, 211, 212]],
    [65, 8, 8, [189, 253, 189]],
    [69, 140, 20, 'lime'],
    [70, 8, 8, 'blue'],
    [74, 80, 45, [229, 228, 217]],
    [75, 8, 8, [244, 32, 35]],
    // The crossfade is of the library's own making: the old scene fades out while the new one fades in over it.
    [39, 8, 8, [0, 112, 84]],
    [40, 8, 8, [0, 28, 170]],
  ],
});
