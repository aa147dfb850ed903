import { checks } from '../checks.ts';

export default checks({
  frames: 5,
  pixels: [
    [1, 10, 45, 'black'],
    [2, 10, 45, 'red'],
    [4, 10, 45, 'red'],
  ],
});
