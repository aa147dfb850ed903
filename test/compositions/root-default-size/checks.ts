import { checks } from '../checks.ts';

export default checks({
  frames: 2,
  pixels: [
    [0, 1060, 1900, 'lime'],
    [0, 1020, 1900, 'black'],
    [0, 1060, 1860, 'black'],
    [1, 1060, 1900, 'lime'],
    [1, 1020, 1900, 'black'],
    [1, 1060, 1860, 'black'],
  ],
});
