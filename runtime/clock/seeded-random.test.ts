import { expect, test } from 'vitest';
import { mulberry32, seedOf } from './seeded-random.ts';

const draw = (timeMs: number, count: number): number[] => {
  const next = mulberry32(seedOf(timeMs));
  return Array.from({ length: count }, next);
};

test('a time has one sequence', () => {
  expect(draw(1000, 5)).toEqual(draw(1000.9, 5));
  expect(draw(1000, 5)).not.toEqual(draw(1001, 5));
});

test('the sequence of a known state is Mulberry32', () => {
  // First values for state 0, computed from the published definition of the generator.
  expect(Array.from({ length: 2 }, mulberry32(0))).toEqual([0.26642920868471265, 0.0003297457005828619]);
});

test('numbers lie in [0, 1) and cover it', () => {
  const numbers = draw(0, 10_000);
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...numbers)).toBeLessThan(1);
  expect(numbers.reduce((sum, value) => sum + value, 0) / numbers.length).toBeCloseTo(0.5, 1);
});
