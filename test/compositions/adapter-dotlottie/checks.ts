import { checks } from '../checks.ts';

export default checks({
  frames: 20,
  chunkSize: 10,
  packages: {
    'dotlottie.js': '@lottiefiles/dotlottie-web/dist/index.js',
    'dotlottie-player.wasm': '@lottiefiles/dotlottie-web/dist/dotlottie-player.wasm',
  },
  pixels: [
    [0, 10, 10, 'red'],
    [5, 60, 10, 'red'],
    [9, 100, 10, 'red'],
    [10, 110, 10, 'red'],
    [19, 110, 10, 'red'],
    [5, 60, 50, 'red'],
    [9, 100, 50, 'red'],
    [18, 70, 50, 'red'],
  ],
});
