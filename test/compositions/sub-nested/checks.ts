import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  pixels: [
    [0, 20, 45, 'black'],
    [1, 20, 45, 'red'],
    [2, 60, 45, 'black'],
    [3, 60, 45, 'blue'],
    [4, 100, 45, 'black'],
    [5, 100, 45, 'lime'],
    [7, 100, 45, 'lime'],
    [8, 100, 45, 'black'],
    [9, 60, 45, 'blue'],
  ],
});
