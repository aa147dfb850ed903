import { checks } from '../checks.ts';

export default checks({
  frames: 2,
  pixels: [
    [0, 5, 5, 'lime'],
    [0, 60, 60, 'black'],
    [1, 5, 5, 'lime'],
    [1, 60, 60, 'black'],
  ],
});
