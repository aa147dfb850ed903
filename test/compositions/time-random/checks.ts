import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  chunkSize: 5,
  pixels: [
    [0, 53, 40, 'red'],
    [1, 22, 40, 'red'],
    [4, 94, 40, 'red'],
    [5, 21, 40, 'red'],
    [6, 108, 40, 'red'],
    [9, 68, 40, 'red'],
  ],
});
