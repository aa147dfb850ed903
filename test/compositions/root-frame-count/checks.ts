import { checks } from '../checks.ts';

export default checks({
  frames: 3,
  pixels: [[2, 10, 45, 'red']],
});
