import { expect, test } from 'vitest';
import { currentTime, frameAt, frameCount, isAtEnd, NOTHING_YET, report } from './playback.js';

const TWO_SECONDS = { ...NOTHING_YET, durationSeconds: 2 };
const NTSC = { ...TWO_SECONDS, fps: { numerator: 30_000, denominator: 1001 } };

test('times and frames are counted at the composition’s own rate', () => {
  expect(frameCount(TWO_SECONDS)).toBe(60);
  expect(frameCount(NTSC)).toBe(60);
  expect([0, 0.99, 1, 1.01, 7, -1, NaN].map((seconds) => frameAt(TWO_SECONDS, seconds))).toEqual([
    0, 29, 30, 30, 60, 0, 0,
  ]);
  for (let frame = 0; frame < 59; frame++) {
    expect(frameAt(NTSC, currentTime({ ...NTSC, frame }))).toBe(frame);
  }
});

test('the end is the duration, and is reached with the last frame', () => {
  expect(currentTime({ ...TWO_SECONDS, frame: 60 })).toBe(2);
  expect([58, 59, 60].map((frame) => isAtEnd({ ...TWO_SECONDS, frame }))).toEqual([false, true, true]);
});

const PLAYING = { ...TWO_SECONDS, frame: 10, isPlaying: true };

test.each([
  [{ frame: 10, isPlaying: true }, []],
  [{ frame: 11, isPlaying: true }, ['timeupdate']],
  [{ frame: 11, isPlaying: false }, ['timeupdate', 'pause']],
  [{ frame: 60, isPlaying: false }, ['timeupdate', 'pause', 'ended']],
])('while it plays, %j tells %j', (state, events) => {
  expect(report(PLAYING, state)).toEqual({ playback: { ...PLAYING, ...state }, events });
});

test('a composition that begins by itself is told of, and one that rests at its end has not just ended', () => {
  expect(report(TWO_SECONDS, { frame: 0, isPlaying: true }).events).toEqual(['play']);
  expect(report(TWO_SECONDS, { frame: 60, isPlaying: false }).events).toEqual(['timeupdate']);
});
