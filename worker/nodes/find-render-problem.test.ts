import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { EdgereelError, toWire } from '#contracts/errors.ts';
import { call, refusal } from '../testing/api.ts';
import { createFakeNode, type FakeFarm } from '../testing/fake-node.ts';
import { farm, resetFarm } from '../testing/farm.ts';
import { ObjectStore } from '../storage/object-store.ts';
import { findRenderProblem, type RenderProblemDeps } from './find-render-problem.ts';
import type { RenderNode } from './render-node.ts';

resetFarm();
const store = new ObjectStore(env.ARTIFACTS);
const node = (changes: Partial<FakeFarm>): RenderNode =>
  createFakeNode('http://10.0.0.1:9', { ...farm, ...changes }, store);
const lost: RenderNode = {
  ...node({}),
  readiness: () => Promise.reject(new EdgereelError('NODE_LOST', 'The connection to node http://10.0.0.1:9 broke.')),
};

function look(nodes: readonly RenderNode[], changes: Partial<RenderProblemDeps> = {}): Promise<EdgereelError | null> {
  return findRenderProblem({
    config: { renderNodes: nodes.map((_node, index) => String(index)) },
    nodeFor: (id) => nodes[Number(id)]!,
    findContainerProblem: () => Promise.resolve(null),
    askStore: () => store.head('x'),
    ...changes,
  });
}

it('finds nothing where one node of several is ready', async () => {
  expect(await look([lost, node({})])).toBeNull();
});

it.each([
  ['is lost', lost, 'NODE_LOST'],
  ['is draining', node({ isDraining: true }), 'NO_CAPACITY'],
  ['speaks another protocol', node({ protocolVersion: 0 }), 'PROTOCOL_MISMATCH'],
  ['stays silent', { ...lost, readiness: () => new Promise<never>(() => {}) }, 'NODE_TIMEOUT'],
])('finds that the only node %s, and keeps its address to itself', async (_what, only, cause) => {
  const problem = await look([only]);
  expect(problem).toMatchObject({ code: 'NO_CAPACITY', details: { causes: [cause] } });
  expect(problem!.message).not.toContain('10.0.0.1');
});

it('takes the word of the containers where no node is named', async () => {
  expect(await look([])).toBeNull();
  const off = toWire(new EdgereelError('NODES_NOT_CONFIGURED', 'Containers are off.'));
  expect(await look([], { findContainerProblem: () => Promise.resolve(off) })).toMatchObject({
    code: 'NODES_NOT_CONFIGURED',
    message: 'Containers are off.',
  });
});

it('finds a store that does not answer', async () => {
  const askStore = () => Promise.reject(new Error('no such bucket'));
  expect(await look([node({})], { askStore })).toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
});

it('is what /readyz tells', async () => {
  expect(await refusal(await call('/readyz'))).toMatchObject({ status: 503, code: 'NO_CAPACITY' });
});
