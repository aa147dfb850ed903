import { checks } from '../checks.ts';

const CELLS = 18;

export default checks({
  frames: 2,
  warnings: [],
  pixels: [
    ...Array.from({ length: CELLS }, (_, i) => [1, 8 + (i % 10) * 16, 7 + Math.floor(i / 10) * 15, 'lime'] as const),
    // The square stands in the middle of its vertical line.
    [1, 140, 66, 'lime'],
    [1, 124, 66, 'black'],
    [1, 156, 66, 'black'],
  ],
});
