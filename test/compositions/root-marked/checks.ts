import { checks } from '../checks.ts';

export default checks({
  frames: 10,
  pixels: [
    [0, 20, 45, 'red'],
    [0, 150, 85, 'red'],
    [4, 20, 45, 'red'],
    [4, 150, 85, 'red'],
    [9, 20, 45, 'red'],
    [9, 150, 85, 'red'],
    [4, 100, 45, 'red'],
    [5, 100, 45, 'lime'],
    [5, 100, 85, 'lime'],
    [6, 100, 45, 'lime'],
    [6, 100, 85, 'lime'],
    [7, 100, 45, 'red'],
  ],
});
