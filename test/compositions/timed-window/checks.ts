import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  pixels: [
    [1, 20, 45, 'black'],
    [2, 20, 45, 'red'],
    [4, 20, 45, 'red'],
    [5, 20, 45, 'black'],
    [4, 60, 45, 'black'],
    [5, 60, 45, 'lime'],
    [9, 60, 45, 'lime'],
  ],
});
