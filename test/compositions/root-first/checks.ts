import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  pixels: [
    [2, 10, 45, 'red'],
    [3, 10, 45, 'red'],
    [6, 10, 45, 'red'],
    [2, 100, 45, 'black'],
    [3, 100, 45, 'lime'],
    [5, 100, 45, 'lime'],
    [6, 100, 45, 'black'],
  ],
});
