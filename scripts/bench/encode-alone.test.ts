import { expect, test } from 'vitest';
import type { EncodeSettings } from '#contracts/plan.ts';
import { encoderArguments } from '../../container/encode/encoder-arguments.ts';
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

test('encodes raw frames with exactly the arguments of the engine from the encoder on', () => {
  const args = rawArguments('frames.yuv', { width: 4, height: 2 }, 3, 5, 'out.mp4');
  const encode: EncodeSettings = {
    format: 'mp4',
    codec: 'h264',
    quality: 'standard',
    crf: null,
    bitrate: null,
    keyframeInterval: 60,
  };
  const engine = encoderArguments(encode, { fps: { num: 30, den: 1 }, width: 4, height: 2 }, 'out.mp4');
  const fromCodec = (all: string[]) => all.slice(all.lastIndexOf('-c:v'));
  expect(fromCodec(args)).toEqual(fromCodec(engine));
  expect(args).not.toContain('-vf');
  expect(args).toEqual(expect.arrayContaining(['-skip_initial_bytes', '36', '-frames:v', '2', 'frames.yuv']));
});
