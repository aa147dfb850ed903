import { checks } from '../checks.ts';

export default checks({
  frames: 2,
  warnings: [],
  pixels: [
    [0, 10, 45, 'lime'],
    [0, 30, 45, 'lime'],
    [0, 50, 45, 'lime'],
    [0, 70, 45, 'lime'],
    [0, 90, 45, 'lime'],
    [0, 110, 45, 'lime'],
    [0, 130, 45, 'lime'],
  ],
});
