import { checks } from '../checks.ts';

export default checks({
  frames: 3,
  pixels: [
    [0, 10, 45, 'red'],
    [2, 10, 45, 'red'],
  ],
});
