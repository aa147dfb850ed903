import { checks } from '../checks.ts';

export default checks({
  frames: 18,
  chunkSize: 10,
  pixels: [
    [0, 40, 45, 'red'],
    [2, 40, 45, 'red'],
    [3, 40, 45, 'lime'],
    [11, 40, 45, 'yellow'],
    [12, 40, 45, 'red'],
    [17, 40, 45, 'lime'],
    [5, 120, 45, 'black'],
    [6, 120, 45, 'red'],
    [9, 120, 45, 'lime'],
    [14, 120, 45, 'blue'],
    [15, 120, 45, 'black'],
  ],
});
