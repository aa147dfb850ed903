import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  chunkSize: 5,
  pixels: [
    [1, 10, 45, 'black'],
    [1, 110, 45, 'black'],
    [2, 10, 45, 'black'],
    [2, 110, 45, 'yellow'],
    [3, 10, 45, 'red'],
    [3, 30, 45, 'black'],
    [4, 10, 45, 'red'],
    [4, 30, 45, 'lime'],
    [5, 10, 45, 'black'],
    [5, 30, 45, 'black'],
    [5, 70, 45, 'blue'],
    [6, 70, 45, 'black'],
    [6, 110, 45, 'yellow'],
    [8, 110, 45, 'black'],
  ],
});
