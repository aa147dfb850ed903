import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  pixels: [
    [3, 20, 45, 'black'],
    [4, 20, 45, 'red'],
    [6, 20, 45, 'lime'],
    [4, 100, 45, 'red'],
    [5, 100, 45, 'lime'],
  ],
});
