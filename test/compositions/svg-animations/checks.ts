import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  chunkSize: 7,
  pixels: [
    [0, 30, 45, 'red'],
    [4, 30, 45, 'red'],
    [5, 30, 45, 'lime'],
    [9, 30, 45, 'lime'],
    [0, 80, 45, 'black'],
    [3, 80, 45, 'black'],
    [4, 80, 45, 'blue'],
    [9, 80, 45, 'blue'],
    [9, 140, 45, 'black'],
  ],
});
