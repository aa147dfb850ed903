import { checks } from '../checks.ts';

export default checks({
  frames: 2,
  pixels: [
    [0, 75, 40, 'lime'],
    [0, 90, 20, 'blue'],
    [0, 20, 60, 'blue'],
    [0, 150, 80, 'red'],
    [0, 130, 80, 'blue'],
    [1, 75, 40, 'lime'],
    [1, 90, 20, 'blue'],
    [1, 20, 60, 'blue'],
    [1, 150, 80, 'red'],
    [1, 130, 80, 'blue'],
  ],
});
