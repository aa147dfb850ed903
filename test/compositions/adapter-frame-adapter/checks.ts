import { checks } from '../checks.ts';

export default checks({
  frames: 12,
  chunkSize: 6,
  pixels: [
    [0, 10, 45, 'red'],
    [5, 60, 45, 'red'],
    [6, 70, 45, 'red'],
    [11, 120, 45, 'red'],
  ],
});
