import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  pixels: [
    [4, 20, 45, 'black'],
    [5, 20, 45, 'lime'],
    [6, 20, 45, 'lime'],
    [7, 20, 45, 'black'],
    [0, 100, 45, 'lime'],
  ],
});
