import { checks } from '../checks.ts';

export default checks({
  frames: 4,
  pixels: [
    [0, 20, 45, 'blue'],
    [0, 100, 45, 'blue'],
    [1, 20, 45, 'blue'],
    [1, 100, 45, 'blue'],
    [2, 20, 45, 'lime'],
    [2, 100, 45, 'blue'],
    [3, 20, 45, 'lime'],
    [3, 100, 45, 'blue'],
  ],
});
