import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  pixels: [
    [2, 20, 45, 'black'],
    [3, 20, 45, 'red'],
    [5, 20, 45, 'red'],
    [6, 20, 45, 'black'],
    [4, 60, 45, 'black'],
  ],
});
