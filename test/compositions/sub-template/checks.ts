import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  pixels: [
    [0, 20, 45, 'red'],
    [4, 20, 45, 'red'],
    [5, 20, 45, 'black'],
    [4, 100, 45, 'black'],
    [5, 100, 45, 'red'],
    [9, 100, 45, 'red'],
    [9, 140, 45, 'black'],
  ],
});
