import { checks } from '../checks.ts';

export default checks({
  frames: 9,
  chunkSize: 4,
  pixels: [
    [2, 10, 45, 'black'],
    [2, 50, 45, 'lime'],
    [3, 10, 45, 'red'],
    [3, 50, 45, 'lime'],
    [5, 10, 45, 'red'],
    [5, 50, 45, 'lime'],
    [6, 10, 45, 'black'],
    [6, 50, 45, 'lime'],
  ],
});
