import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  pixels: [
    [1, 10, 30, 'black'],
    [2, 10, 30, 'red'],
    [2, 70, 30, 'blue'],
    [2, 50, 30, 'lime'],
    [5, 50, 30, 'lime'],
    [6, 50, 30, 'black'],
    [2, 100, 30, 'black'],
    [2, 30, 80, 'black'],
  ],
});
