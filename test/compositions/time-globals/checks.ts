import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  chunkSize: 5,
  pixels: [
    [0, 140, 45, 'lime'],
    [5, 140, 45, 'lime'],
    [9, 140, 45, 'lime'],
  ],
});
