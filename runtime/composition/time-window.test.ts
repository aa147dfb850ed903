import { describe, expect, test } from 'vitest';
import { isInWindow } from './time-window.ts';

const FPS = { num: 30, den: 1 };
const DURATION_SECONDS = 10;
const isIn = (start: number, end: number | null, time: number): boolean =>
  isInWindow({ start, end }, time, DURATION_SECONDS, FPS);

describe('a window', () => {
  test('is half-open', () => {
    expect([1.9, 2, 3.9, 4, 4.1].map((time) => isIn(2, 4, time))).toEqual([false, true, true, false, false]);
  });

  test('without an end lasts for ever', () => {
    expect([1, 2, 10, 99].map((time) => isIn(2, null, time))).toEqual([false, true, true, true]);
  });

  test('that reaches the end of the composition holds its last frame', () => {
    expect(isIn(2, 10, 10)).toBe(true);
    expect(isIn(2, 9.9999999, 10)).toBe(true);
    expect(isIn(2, 9.99, 10)).toBe(false);
  });

  test('has edges on frames that lie within a thousandth of them', () => {
    const frame = 1 / 30;
    expect(isIn(frame * 2.0005, 4, frame * 2)).toBe(true);
    expect(isIn(frame * 2.002, 4, frame * 2)).toBe(false);
    expect(isIn(0, frame * 5.0005, frame * 5)).toBe(false);
  });
});
