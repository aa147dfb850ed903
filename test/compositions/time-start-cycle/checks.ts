import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  pixels: [
    [0, 10, 45, 'black'],
    [0, 30, 45, 'black'],
    [1, 10, 45, 'black'],
    [1, 30, 45, 'black'],
    [2, 10, 45, 'black'],
    [2, 30, 45, 'lime'],
    [3, 10, 45, 'red'],
    [3, 30, 45, 'lime'],
    [4, 10, 45, 'red'],
    [4, 30, 45, 'lime'],
    [5, 10, 45, 'black'],
    [5, 30, 45, 'black'],
  ],
});
