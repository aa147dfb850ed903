import { expect, test } from 'vitest';
import { provenFrames } from './capture-frames.ts';

test.each([
  ['a short chunk: its last frame', [0, 15], [], [14]],
  ['none of a new kind: also one in the middle', [60, 120], [], [119, 90]],
  ['those of a new kind first', [0, 60], [0, 12], [59, 12]],
  ['one in sixty', [0, 240], [10, 20, 30, 40, 50, 60, 70, 80], [239, 20, 40, 60, 80]],
  ['the last only once', [0, 60], [59], [59, 30]],
] as const)('%s', (_what, [start, end], changed, expected) => {
  expect(provenFrames(start, end, changed)).toEqual(expected);
});
