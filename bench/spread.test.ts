import { expect, test } from 'vitest';
import { ratios, spread } from './spread.ts';

test.each([
  [[3], { min: 3, median: 3, max: 3 }],
  [[5, 1], { min: 1, median: 3, max: 5 }],
  [[10, 9, 2], { min: 2, median: 9, max: 10 }],
  [[4, 1, 3, 2], { min: 1, median: 2.5, max: 4 }],
])('of %j', (values, expected) => {
  expect(spread(values)).toEqual(expected);
});

test('of nothing is refused', () => {
  expect(() => spread([])).toThrow(RangeError);
});

test('ratios pair the runs that followed each other', () => {
  expect(ratios([1, 4, 3], [2, 4, 12])).toEqual({ min: 0.25, median: 0.5, max: 1 });
  expect(() => ratios([1], [1, 2])).toThrow(RangeError);
});
