import { expect, test } from 'vitest';
import { pictureAt } from './loop-pictures.ts';

test.each([
  [0, 0],
  [0.1, 1],
  [0.29, 1],
  [0.3, 2],
  [0.35, 0],
  [0.1 + 0.35 * 2, 1],
  [-1, 0],
])('after %d s of a loop without end picture %d shows', (seconds, index) => {
  expect(pictureAt([0.1, 0.2, 0.05], Infinity, seconds)).toBe(index);
});

test('after its rounds an image shows its last picture', () => {
  expect([0.34, 0.36, 0.71].map((seconds) => pictureAt([0.1, 0.2, 0.05], 2, seconds))).toEqual([2, 0, 2]);
});
