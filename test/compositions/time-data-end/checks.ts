import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  pixels: [
    [1, 10, 45, 'black'],
    [1, 30, 45, 'black'],
    [2, 10, 45, 'red'],
    [2, 30, 45, 'lime'],
    [2, 70, 45, 'black'],
    [3, 10, 45, 'red'],
    [3, 30, 45, 'lime'],
    [3, 70, 45, 'black'],
    [4, 10, 45, 'red'],
    [4, 30, 45, 'black'],
    [4, 50, 45, 'black'],
    [4, 70, 45, 'yellow'],
    [5, 10, 45, 'black'],
    [5, 50, 45, 'blue'],
    [5, 70, 45, 'yellow'],
    [6, 50, 45, 'blue'],
    [6, 70, 45, 'black'],
    [9, 50, 45, 'blue'],
  ],
});
