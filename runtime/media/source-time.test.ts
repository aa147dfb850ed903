import { expect, test } from 'vitest';
import type { FrameTimes } from '#contracts/media.ts';
import { frameAt, sourceSeconds, videoSeconds, type MediaTiming } from './source-time.ts';

const PLAIN: MediaTiming = { startSeconds: 0, mediaStartSeconds: 0, rate: 1, isLooped: false };

/** A file with a constant rate, as MP4 keeps it. */
const constant = (fps: number, frames: number): FrameTimes => ({
  tick: { num: 1, den: fps * 512 },
  origin: 0,
  first: 0,
  runs: [[frames - 1, 512]],
  end: frames * 512,
});
/** 30 fps in whole milliseconds, as WebM keeps it. */
const ROUNDED: FrameTimes = {
  tick: { num: 1, den: 1000 },
  origin: 0,
  first: 0,
  runs: Array.from({ length: 10 }, () => [[2, 33] as [number, number], [1, 34] as [number, number]]).flat(),
  end: 1033,
};
const NTSC: FrameTimes = { tick: { num: 1001, den: 30_000 }, origin: 0, first: 0, runs: [[99, 1]], end: 100 };

const at = (frames: FrameTimes, timing: Partial<MediaTiming>, times: number[]): number[] =>
  times.map((time) => frameAt(frames, sourceSeconds({ ...PLAIN, ...timing }, videoSeconds(frames), time)));
const thirtieths = (...frames: number[]): number[] => frames.map((frame) => frame / 30);

test.each<[what: string, frames: FrameTimes, timing: Partial<MediaTiming>, times: number[], expected: number[]]>([
  ['the same rate', constant(30, 60), {}, thirtieths(0, 1, 2, 29, 31, 59), [0, 1, 2, 29, 31, 59]],
  ['24 in 30', constant(24, 48), {}, thirtieths(0, 1, 2, 3, 4, 5), [0, 0, 1, 2, 3, 4]],
  ['60 in 30', constant(60, 120), {}, thirtieths(0, 1, 2, 3), [0, 2, 4, 6]],
  ['a trim', constant(30, 60), { mediaStartSeconds: 0.5 }, thirtieths(0, 1, 10), [15, 16, 25]],
  ['a trim between two frames', constant(30, 60), { mediaStartSeconds: 0.51 }, thirtieths(0, 1), [15, 16]],
  ['half speed', constant(30, 60), { rate: 0.5 }, thirtieths(0, 1, 2, 3, 4), [0, 0, 1, 1, 2]],
  ['double speed', constant(30, 60), { rate: 2 }, thirtieths(0, 1, 2, 3), [0, 2, 4, 6]],
  ['five times', constant(30, 60), { rate: 5 }, thirtieths(0, 1, 2, 11), [0, 5, 10, 55]],
  ['a tenth', constant(30, 60), { rate: 0.1 }, thirtieths(0, 9, 10, 11), [0, 0, 1, 1]],
  ['a late start', constant(30, 60), { startSeconds: 0.1 }, thirtieths(0, 3, 4, 5), [0, 0, 1, 2]],
  ['a loop', constant(30, 30), { isLooped: true }, thirtieths(28, 29, 30, 31, 60, 89), [28, 29, 0, 1, 0, 29]],
  [
    'a loop of a trim',
    constant(30, 30),
    { isLooped: true, mediaStartSeconds: 0.5 },
    thirtieths(14, 15, 16),
    [29, 15, 16],
  ],
  ['a loop at double speed', constant(30, 30), { isLooped: true, rate: 2 }, thirtieths(14, 15, 16), [28, 0, 2]],
  ['the end held', constant(30, 10), {}, thirtieths(9, 10, 300), [9, 9, 9]],
  ['a trim behind the end', constant(30, 10), { isLooped: true, mediaStartSeconds: 2 }, thirtieths(0, 5), [9, 9]],
  ['whole milliseconds', ROUNDED, {}, thirtieths(0, 1, 2, 3, 4, 5, 29), [0, 1, 2, 3, 4, 5, 29]],
  ['an NTSC rate', NTSC, {}, [0, 1001 / 30_000, 50 * (1001 / 30_000), 99 * (1001 / 30_000)], [0, 1, 50, 99]],
  ['ticks as long as frames', { ...NTSC, tick: { num: 1, den: 30 } }, {}, [0, 1 / 60, 2 / 60, 3 / 60], [0, 0, 1, 1]],
  [
    'uneven distances',
    {
      ...NTSC,
      tick: { num: 1, den: 10 },
      runs: [
        [1, 3],
        [2, 1],
        [1, 10],
      ],
    },
    {},
    [0.2, 0.3, 0.4, 1.4, 1.5, 9],
    [0, 1, 2, 3, 4, 4],
  ],
  ['a first frame that comes late', { ...constant(30, 10), origin: -512 }, {}, thirtieths(0, 1, 2), [0, 0, 1]],
])('%s', (_what, frames, timing, times, expected) => {
  expect(at(frames, timing, times)).toEqual(expected);
});
