import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  chunkSize: 3,
  pixels: [
    [2, 10, 45, 'black'],
    [2, 30, 45, 'black'],
    [2, 50, 45, 'blue'],
    [2, 70, 45, 'yellow'],
    [3, 10, 45, 'red'],
    [3, 30, 45, 'black'],
    [3, 50, 45, 'black'],
    [3, 70, 45, 'yellow'],
    [4, 10, 45, 'red'],
    [4, 30, 45, 'lime'],
    [4, 70, 45, 'black'],
    [5, 10, 45, 'black'],
    [5, 30, 45, 'lime'],
    [6, 30, 45, 'black'],
  ],
});
