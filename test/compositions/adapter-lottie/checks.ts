import { checks } from '../checks.ts';

export default checks({
  frames: 12,
  chunkSize: 6,
  packages: { 'lottie.js': 'lottie-web/build/player/lottie.min.js' },
  pixels: [
    [0, 10, 10, 'red'],
    [5, 60, 10, 'red'],
    [6, 70, 10, 'red'],
    [11, 130, 10, 'black'],
    [11, 110, 10, 'red'],
    [4, 50, 30, 'red'],
    [5, 10, 30, 'red'],
    [6, 20, 30, 'red'],
    [10, 10, 30, 'red'],
    [3, 70, 50, 'red'],
    [6, 110, 50, 'red'],
    [0, 110, 70, 'red'],
    [4, 90, 70, 'red'],
    [11, 20, 70, 'red'],
    [0, 60, 85, 'red'],
    [3, 90, 85, 'red'],
    [11, 100, 85, 'red'],
  ],
});
