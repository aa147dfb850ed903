import { checks } from '../checks.ts';

export default checks({
  frames: 4,
  pixels: [
    [0, 10, 10, 'red'],
    [1, 10, 10, 'red'],
    [3, 90, 10, 'red'],
  ],
});
