import { expect, test } from 'vitest';
import { positionAt, type Repetition } from './loop-position.ts';

const ONCE: Repetition = { length: 10, passes: 1, isReversed: false, isAlternating: false };
const positions = (repetition: Partial<Repetition>, elapsed: number[]): number[] =>
  elapsed.map((value) => positionAt(value, { ...ONCE, ...repetition }));

test('one pass goes to its end and stays there', () => {
  expect(positions({}, [-1, 0, 4, 10, 25])).toEqual([0, 0, 4, 10, 10]);
  expect(positions({ isReversed: true }, [0, 4, 10, 25])).toEqual([10, 6, 0, 0]);
});

test('a loop begins again', () => {
  expect(positions({ passes: 2 }, [9, 10, 14, 20, 99])).toEqual([9, 0, 4, 10, 10]);
  expect(positions({ passes: Infinity }, [10, 104])).toEqual([0, 4]);
});

test('an alternating loop turns round, and ends where its last pass does', () => {
  expect(positions({ passes: 2, isAlternating: true }, [9, 10, 14, 20, 99])).toEqual([9, 10, 6, 0, 0]);
  expect(positions({ passes: 2, isAlternating: true, isReversed: true }, [0, 14, 20])).toEqual([10, 4, 10]);
});

test('what has no length stays at its beginning', () => {
  expect(positions({ length: 0, passes: Infinity }, [0, 5])).toEqual([0, 0]);
});
