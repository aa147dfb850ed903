import { checks } from '../checks.ts';

export default checks({
  frames: 2,
  pixels: Array.from({ length: 9 }, (_, i) => [1, 8 + i * 16, 22, 'lime'] as const),
});
