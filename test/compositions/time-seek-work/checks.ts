import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  chunkSize: 5,
  pixels: [
    [0, 10, 40, 'red'],
    [4, 50, 40, 'red'],
    [7, 80, 40, 'red'],
  ],
});
