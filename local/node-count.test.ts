import { expect, test } from 'vitest';
import { defaultNodeCount, MAX_NODES, shareSlots, thisMachine } from './node-count.ts';

const GIB = 1024 ** 3;

test.for([
  [2, 24, 1],
  [8, 24, 2],
  [9, 24, 3],
  [8, 5, 1],
  [8, 0.5, 1],
  [1024, 4096, MAX_NODES],
] as const)('%i cores and %f GiB carry %i nodes', ([cores, memory, nodes]) => {
  expect(defaultNodeCount({ cores, memoryBytes: memory * GIB })).toBe(nodes);
});

test.for([
  [2, 24, [2]],
  [8, 24, [4, 4]],
  [9, 24, [3, 3, 3]],
  [5, 24, [2, 3]],
  [2, 24, [1, 1, 1]],
  [8, 5, [2, 2]],
  [8, 1, [1, 1]],
] as const)('the nodes of %i cores and %f GiB get %j slots', ([cores, memory, slots]) => {
  expect(shareSlots({ cores, memoryBytes: memory * GIB }, slots.length)).toEqual(slots);
});

test('this machine has something to render with', () => {
  expect(defaultNodeCount(thisMachine())).toBeGreaterThanOrEqual(1);
});
