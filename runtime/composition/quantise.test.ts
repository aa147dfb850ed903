import { describe, expect, test } from 'vitest';
import { quantise } from './quantise.ts';

describe('a time', () => {
  test('belongs to the frame that shows it', () => {
    expect(quantise(0.999, { num: 30, den: 1 })).toBe(29 / 30);
    expect(quantise(-1, { num: 30, den: 1 })).toBe(0);
    expect(quantise(NaN, { num: 30, den: 1 })).toBe(0);
  });

  test('of a frame stays that frame, at any rate', () => {
    for (const fps of [
      { num: 30000, den: 1001 },
      { num: 24, den: 1 },
      { num: 60, den: 1 },
    ]) {
      for (let frame = 0; frame < 5000; frame++) {
        const time = (frame * fps.den) / fps.num;
        expect(quantise(time, fps)).toBe(time);
      }
    }
  });
});
