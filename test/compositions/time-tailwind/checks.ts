import { checks } from '../checks.ts';

export default checks({
  frames: 2,
  pixels: [
    [0, 20, 45, 'lime'],
    [1, 20, 45, 'lime'],
  ],
});
