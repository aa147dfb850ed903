import { expect, test } from 'vitest';
import { defaultNodeCount, MAX_NODES, slotsPerNode, thisMachine } from './node-count.ts';

const GIB = 1024 ** 3;

test.for([
  [2, 24, 2],
  [8, 5, 4],
  [8, 0.5, 1],
  [256, 1024, MAX_NODES],
] as const)('%i cores and %f GiB carry %i nodes', ([cores, memory, nodes]) => {
  expect(defaultNodeCount({ cores, memoryBytes: memory * GIB })).toBe(nodes);
});

test.for([
  [8, 24, 2, 4],
  [2, 24, 5, 1],
  [8, 5, 2, 2],
  [8, 1, 2, 1],
] as const)('of %i cores and %f GiB, each of %i nodes gets %i slots', ([cores, memory, nodes, slots]) => {
  expect(slotsPerNode({ cores, memoryBytes: memory * GIB }, nodes)).toBe(slots);
});

test('this machine has something to render with', () => {
  expect(defaultNodeCount(thisMachine())).toBeGreaterThanOrEqual(1);
});
