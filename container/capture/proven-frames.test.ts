import { expect, test } from 'vitest';
import { provenFrames } from './capture-frames.ts';

test.each([
  ['a short chunk: its last frame', [0, 15], [], [14]],
  ['none of a new kind in a longer one: also one in the middle', [60, 180], [], [179, 120]],
  ['those of a new kind first', [0, 60], [0, 12], [59, 12]],
  ['one in so many', [0, 240], [10, 20, 30, 40, 50, 60, 70, 80], [239, 30, 70]],
  ['the last only once', [0, 60], [59], [59]],
] as const)('%s', (_what, [start, end], changed, expected) => {
  expect(provenFrames(start, end, changed)).toEqual(expected);
});
