import { expect, test } from 'vitest';
import { planLegs } from './plan-legs.ts';

const THIRTIETHS = (index: number) => index / 30;

test.each<[what: string, indexes: number[], legs: number[][]]>([
  ['frames in order are one run', [3, 4, 5, 9], [[3, 4, 5, 9]]],
  ['a frame that stays is wanted once', [0, 0, 1, 1], [[0, 1]]],
  [
    'a loop begins anew',
    [7, 8, 9, 0, 1],
    [
      [7, 8, 9],
      [0, 1],
    ],
  ],
  [
    'a far jump begins anew',
    [0, 1, 200, 201],
    [
      [0, 1],
      [200, 201],
    ],
  ],
  ['nothing is nothing', [], []],
])('%s', (_what, indexes, legs) => {
  expect(planLegs(indexes, THIRTIETHS)).toEqual(legs);
});

test('a run is no longer than an argument may be', () => {
  const legs = planLegs(
    Array.from({ length: 2500 }, (_, i) => i),
    THIRTIETHS,
  );
  expect(legs.map((leg) => leg.length)).toEqual([1000, 1000, 500]);
});
