import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  chunkSize: 5,
  pixels: [
    [0, 80, 45, 'red'],
    [4, 80, 45, 'red'],
    [5, 80, 45, 'lime'],
    [9, 80, 45, 'lime'],
  ],
});
