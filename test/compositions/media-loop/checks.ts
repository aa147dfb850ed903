import { checks } from '../checks.ts';

export default checks({
  frames: 24,
  chunkSize: 10,
  pixels: [
    [0, 40, 45, 'red'],
    [6, 40, 45, 'white'],
    [9, 40, 45, 'red'],
    [10, 40, 45, 'lime'],
    [18, 40, 45, 'red'],
    [23, 40, 45, 'cyan'],
    // Its loop has three frames: white, gray, black; inverted.
    [0, 120, 70, 'black'],
    [2, 120, 70, 'white'],
    [3, 120, 70, 'black'],
    [11, 120, 70, 'white'],
    [23, 120, 70, 'white'],
    [2, 120, 20, 'black'],
  ],
});
