import { expect, it } from 'vitest';
import { framesOf } from './frames-of.ts';

const NTSC = { frameCount: 300, fps: { num: 30_000, den: 1001 }, durationSeconds: 10.01 };

it('a still is the frame that is shown at its time, the last one at the very end', () => {
  const frameAt = (time?: number) => framesOf(NTSC, { format: 'png', ...(time !== undefined && { time }) }).firstFrame;
  // 1001/30000 s is frame 1 exactly.
  expect([frameAt(), frameAt(0.0333), frameAt(1001 / 30_000), frameAt(10), frameAt(10.01)]).toEqual([
    0, 0, 1, 299, 299,
  ]);
  expect(() => frameAt(10.02)).toThrow('time: must not exceed the duration of 10.01 s, not 10.02.');
});

it('a range lies within the composition', () => {
  const range = (start: number, end: number) => framesOf(NTSC, { format: 'mp4', frameRange: { start, end } });
  expect(range(290, 300)).toEqual({ firstFrame: 290, frameCount: 10 });
  expect(() => range(290, 301)).toThrow(
    "frameRange: must end at frame 300, the composition's end, or before, not 301.",
  );
});

it('a rate of the composition may be too high for a format', () => {
  const fast = { ...NTSC, fps: { num: 60, den: 1 } };
  expect(() => framesOf(fast, { format: 'gif' })).toThrow('fps: must not exceed 50 for format gif, not 60/1.');
});
