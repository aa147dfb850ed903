import { checks } from '../checks.ts';

export default checks({
  frames: 12,
  chunkSize: 5,
  pixels: [
    [0, 20, 45, 'yellow'],
    [1, 20, 45, 'magenta'],
    [5, 20, 45, 'black'],
    [6, 20, 45, 'black'],
    [0, 60, 45, 'red'],
    [1, 60, 45, 'blue'],
    [4, 60, 45, 'black'],
    [3, 60, 45, 'white'],
    [9, 60, 45, 'black'],
    [2, 100, 45, 'black'],
    [3, 100, 45, 'red'],
    [5, 100, 45, 'lime'],
    [11, 100, 45, 'magenta'],
    [4, 140, 45, 'black'],
    [5, 140, 45, 'red'],
    [6, 140, 45, 'lime'],
    [8, 140, 45, 'yellow'],
    [9, 140, 45, 'black'],
  ],
});
