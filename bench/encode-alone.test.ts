import { expect, test } from 'vitest';
import type { EncodeSettings } from '#contracts/plan.ts';
import { encoderArguments } from '../container/encode/encoder-arguments.ts';
import { rawArguments, shares } from './encode-alone.ts';

test.each([
  [
    10,
    2,
    [
      [0, 5],
      [5, 10],
    ],
  ],
  [
    10,
    3,
    [
      [0, 3],
      [3, 7],
      [7, 10],
    ],
  ],
  [2, 1, [[0, 2]]],
])('%i frames in %i shares', (total, count, expected) => {
  expect(shares(total, count)).toEqual(expected);
});

test('encodes raw frames with exactly the arguments of the engine', () => {
  const args = rawArguments('frames.yuv', { width: 4, height: 2 }, 3, 5, 'out.mp4');
  const encode: EncodeSettings = {
    format: 'mp4',
    codec: 'h264',
    quality: 'standard',
    crf: null,
    bitrate: null,
    keyframeInterval: 60,
  };
  const shape = { fps: { num: 30, den: 1 }, width: 4, height: 2, form: 'yuv420p' as const };
  const engine = encoderArguments(encode, shape, 'out.mp4');
  const fromFilter = (all: string[]) => all.slice(all.indexOf('-vf'));
  expect(fromFilter(args)).toEqual(fromFilter(engine));
  expect(args).toEqual(expect.arrayContaining(['-skip_initial_bytes', '36', '-frames:v', '2', 'frames.yuv']));
});
