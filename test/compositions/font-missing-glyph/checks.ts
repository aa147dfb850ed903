import { checks } from '../checks.ts';

export default checks({
  frames: 2,
  warnings: ['missing_glyphs', 'missing_glyphs'],
  pixels: [[1, 150, 85, 'black']],
});
