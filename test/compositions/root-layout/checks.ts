import { checks } from '../checks.ts';

export default checks({
  frames: 8,
  pixels: [
    [0, 10, 40, 'yellow'],
    [0, 10, 10, 'black'],
    [0, 80, 45, 'black'],
    [1, 80, 5, 'blue'],
    [1, 5, 85, 'blue'],
    [1, 155, 85, 'blue'],
    [2, 15, 15, 'lime'],
    [2, 145, 75, 'lime'],
    [2, 75, 45, 'lime'],
    [2, 45, 45, 'black'],
    [2, 10, 40, 'yellow'],
    [3, 15, 15, 'lime'],
    [3, 145, 75, 'lime'],
    [3, 75, 45, 'lime'],
    [3, 45, 45, 'black'],
    [3, 10, 40, 'yellow'],
    [4, 115, 45, 'red'],
    [4, 15, 15, 'black'],
    [5, 115, 45, 'red'],
    [5, 15, 15, 'black'],
  ],
});
