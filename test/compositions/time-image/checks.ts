import { checks } from '../checks.ts';

export default checks({
  frames: 9,
  pixels: [
    [0, 10, 45, 'black'],
    [0, 30, 45, 'lime'],
    [0, 50, 45, 'blue'],
    [0, 70, 45, 'yellow'],
    [1, 10, 45, 'red'],
    [1, 30, 45, 'lime'],
    [1, 50, 45, 'blue'],
    [2, 50, 45, 'black'],
    [5, 10, 45, 'red'],
    [5, 30, 45, 'lime'],
    [6, 10, 45, 'red'],
    [6, 30, 45, 'black'],
    [7, 10, 45, 'black'],
    [7, 30, 45, 'black'],
    [7, 70, 45, 'yellow'],
    [8, 10, 45, 'black'],
    [8, 30, 45, 'black'],
    [8, 70, 45, 'yellow'],
  ],
});
