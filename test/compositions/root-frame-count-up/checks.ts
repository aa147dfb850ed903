import { checks } from '../checks.ts';

export default checks({
  frames: 4,
  pixels: [[3, 10, 45, 'red']],
});
