import { expect, it } from 'vitest';
import type { ErrorCode, WireError } from '#contracts/errors.ts';
import type { PoolNode } from './allocate.ts';
import { describeStarvation, findStarvation } from './starvation.ts';

const node = (id: string, slots: number | null): PoolNode => ({
  id,
  slots,
  engineId: null,
  probedAt: 0,
  asideUntil: 0,
  failures: 0,
});
const problem = (code: ErrorCode, retryable: boolean): WireError => ({ code, message: `${code}.`, retryable });
const lost = problem('NODE_LOST', true);
const mismatch = problem('PROTOCOL_MISMATCH', false);
const silent = [node('a', null), node('b', null)];

it.each<[string, PoolNode[], [string, WireError][], ErrorCode | null]>([
  ['a node is usable', [node('a', 2), node('b', null)], [['b', lost]], null],
  ['no node is set up', [], [], 'NODES_NOT_CONFIGURED'],
  ['no node was asked yet', silent, [], null],
  ['one failed, the other was not asked', silent, [['a', lost]], 'NODE_LOST'],
  ['one is of another protocol, the other was not asked', silent, [['a', mismatch]], null],
  [
    'one may come back',
    silent,
    [
      ['a', lost],
      ['b', mismatch],
    ],
    'NODE_LOST',
  ],
  [
    'all are of another protocol',
    silent,
    [
      ['a', mismatch],
      ['b', mismatch],
    ],
    'PROTOCOL_MISMATCH',
  ],
])('when %s', (_what, nodes, problems, code) => {
  expect(findStarvation(nodes, new Map(problems))?.code ?? null).toBe(code);
});

it('ends a render with the last word of the node and the way out', () => {
  expect(describeStarvation(lost, 300_000)).toMatchObject({
    code: 'NO_CAPACITY',
    message: expect.stringMatching(/5 minutes.*NODE_LOST\..*retry the render/) as string,
    details: { cause: 'NODE_LOST' },
  });
  expect(describeStarvation(mismatch, 0)).toBe(mismatch);
});
