import { expect, it } from 'vitest';
import { allocate, FAILURE_MEMORY_MS, PROBE_FRESH_MS, type Demand, type Lease, type PoolNode } from './allocate.ts';

const NOW = 1_000_000;
const node = (id: string, fields: Partial<PoolNode> = {}): PoolNode => ({
  id,
  slots: 2,
  engineId: 'e1',
  probedAt: NOW,
  asideUntil: 0,
  failures: 0,
  ...fields,
});
const lease = (holder: string, nodeId: string): Lease => ({
  id: crypto.randomUUID(),
  holder,
  nodeId,
  expiresAt: NOW + 1,
});
const demand = (holder: string, wanted: number, fields: Partial<Demand> = {}): Demand => ({
  holder,
  wanted,
  engineId: null,
  since: 0,
  ...fields,
});
const text = (result: ReturnType<typeof allocate>): string =>
  result.grants.map((grant) => `${grant.holder}@${grant.nodeId}`).join(' ');

it('spreads one render over the emptiest nodes', () => {
  expect(text(allocate([node('a'), node('b')], [], [demand('x', 3)], NOW))).toBe('x@a x@b x@a');
});

it('shares slots between renders, however much one of them wants', () => {
  const result = allocate([node('a'), node('b')], [], [demand('big', 100), demand('late', 2, { since: 1 })], NOW);
  expect(text(result)).toBe('big@a late@b big@a late@b');
});

it('serves first whoever holds the fewest, and the older of two equals', () => {
  const leases = [lease('big', 'a'), lease('big', 'a'), lease('big', 'b')];
  expect(text(allocate([node('a'), node('b')], leases, [demand('big', 5), demand('new', 5, { since: 9 })], NOW))).toBe(
    'new@b',
  );
  expect(
    text(
      allocate([node('a', { slots: 1 })], [], [demand('young', 1, { since: 2 }), demand('old', 1, { since: 1 })], NOW),
    ),
  ).toBe('old@a');
});

it('keeps to the engine of the plan, and waits for it rather than take another', () => {
  const nodes = [node('a', { engineId: 'e2' }), node('b', { slots: 1 })];
  expect(text(allocate(nodes, [], [demand('x', 3, { engineId: 'e1' })], NOW))).toBe('x@b');
  expect(text(allocate(nodes, [], [demand('x', 1, { engineId: 'gone' })], NOW))).toBe('x@a');
});

it('tries elsewhere first after a failure, and uses the node that failed when there is no other', () => {
  const failed = node('a', { failures: 1, asideUntil: NOW });
  expect(text(allocate([failed, node('b', { slots: 1 })], [], [demand('x', 2)], NOW))).toBe('x@b x@a');
  expect(text(allocate([failed], [], [demand('x', 1)], NOW))).toBe('x@a');
  const longAgo = node('a', { failures: 9, asideUntil: NOW - FAILURE_MEMORY_MS });
  expect(text(allocate([longAgo, node('b')], [], [demand('x', 1)], NOW))).toBe('x@a');
});

it('wakes as many unknown nodes as are wanted, by the slots it has seen', () => {
  const nodes = [node('a'), ...['b', 'c', 'd'].map((id) => node(id, { slots: null }))];
  expect(allocate(nodes, [], [demand('x', 5)], NOW).probe).toEqual(['b', 'c']);
  expect(allocate(nodes, [], [demand('x', 2)], NOW).probe).toEqual([]);
});

it('asks an idle node again after a while, a busy one not', () => {
  const stale = node('a', { probedAt: NOW - PROBE_FRESH_MS });
  expect(allocate([stale], [], [demand('x', 1)], NOW)).toEqual({ grants: [], probe: ['a'] });
  expect(text(allocate([stale], [lease('y', 'a')], [demand('x', 1)], NOW))).toBe('x@a');
});

it('neither uses nor wakes a node that is put aside', () => {
  expect(allocate([node('a', { asideUntil: NOW + 1 })], [], [demand('x', 1)], NOW)).toEqual({ grants: [], probe: [] });
});
