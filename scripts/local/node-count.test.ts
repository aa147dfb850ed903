import { expect, test } from 'vitest';
import { defaultNodeCount, slotsPerNode } from './node-count.ts';

const GIB = 1024 ** 3;

test('one node a core, as far as memory reaches', () => {
  expect(defaultNodeCount({ cores: 2, freeBytes: 24 * GIB })).toBe(2);
  expect(defaultNodeCount({ cores: 8, freeBytes: 5 * GIB })).toBe(3);
  expect(defaultNodeCount({ cores: 8, freeBytes: 0.5 * GIB })).toBe(1);
});

test('the nodes share the cores, and each has at least one slot', () => {
  expect(slotsPerNode({ cores: 8, freeBytes: 0 }, 2)).toBe(4);
  expect(slotsPerNode({ cores: 2, freeBytes: 0 }, 5)).toBe(1);
});
