import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  chunkSize: 5,
  pixels: [
    [0, 10, 45, 'red'],
    [4, 50, 45, 'red'],
    [5, 60, 45, 'red'],
    [9, 100, 45, 'red'],
  ],
});
