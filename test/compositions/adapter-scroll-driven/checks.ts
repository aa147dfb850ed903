import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  chunkSize: 5,
  pixels: [
    [0, 5, 15, 'red'],
    [0, 60, 15, 'black'],
    [0, 60, 75, 'black'],
    [5, 60, 75, 'lime'],
  ],
});
