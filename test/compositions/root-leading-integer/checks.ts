import { checks } from '../checks.ts';

export default checks({
  frames: 2,
  pixels: [
    [0, 150, 80, 'lime'],
    [0, 130, 80, 'black'],
    [0, 150, 60, 'black'],
    [1, 150, 80, 'lime'],
    [1, 130, 80, 'black'],
    [1, 150, 60, 'black'],
  ],
});
