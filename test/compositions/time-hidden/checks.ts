import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  pixels: [
    [0, 10, 45, 'black'],
    [0, 30, 45, 'black'],
    [0, 70, 45, 'yellow'],
    [3, 10, 45, 'black'],
    [3, 30, 45, 'black'],
    [3, 70, 45, 'yellow'],
    [9, 10, 45, 'black'],
    [9, 30, 45, 'black'],
    [9, 70, 45, 'yellow'],
    [3, 50, 45, 'black'],
    [4, 50, 45, 'black'],
    [5, 50, 45, 'blue'],
    [9, 50, 45, 'blue'],
  ],
});
