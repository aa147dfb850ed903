import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  chunkSize: 5,
  pixels: [
    [0, 10, 40, 'red'],
    [3, 70, 40, 'red'],
    [5, 110, 40, 'red'],
    [9, 110, 40, 'red'],
  ],
});
