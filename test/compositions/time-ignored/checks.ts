import { checks } from '../checks.ts';

export default checks({
  frames: 6,
  pixels: [
    [0, 30, 45, 'lime'],
    [0, 10, 45, 'black'],
    [5, 30, 45, 'lime'],
    [5, 10, 45, 'black'],
  ],
});
