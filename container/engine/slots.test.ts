import { expect, it } from 'vitest';
import { countSlots } from './slots.ts';

const GIB = 1024 ** 3;

it.each([
  [1, 64 * GIB, 1],
  [4, 12 * GIB, 4],
  [16, 12 * GIB, 9],
  [2, 2.5 * GIB, 2],
  [2, 2.4 * GIB, 1],
  [4, 0.25 * GIB, 1],
])('%i cores and %i bytes make %i slots', (cores, memoryBytes, slots) => {
  expect(countSlots(cores, memoryBytes)).toBe(slots);
});

it('counts at least one slot on this machine', () => {
  expect(countSlots()).toBeGreaterThanOrEqual(1);
});
