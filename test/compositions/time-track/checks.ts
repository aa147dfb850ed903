import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  pixels: [
    [1, 5, 45, 'red'],
    [1, 25, 45, 'red'],
    [2, 5, 45, 'red'],
    [2, 25, 45, 'red'],
    [2, 45, 45, 'yellow'],
    [3, 5, 45, 'lime'],
    [3, 25, 45, 'lime'],
    [4, 5, 45, 'lime'],
    [4, 25, 45, 'blue'],
    [5, 5, 45, 'red'],
    [5, 25, 45, 'blue'],
    [6, 5, 45, 'red'],
    [6, 25, 45, 'blue'],
    [7, 5, 45, 'black'],
    [7, 25, 45, 'blue'],
    [8, 25, 45, 'black'],
  ],
});
