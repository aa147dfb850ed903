import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { chunkKey, chunkPrefix, chunkWarningsKey } from '#contracts/keys.ts';
import { DAY_MS } from '../config.ts';
import { ObjectStore } from '../storage/object-store.ts';
import { claimChunks, removeOldChunks } from './chunk-retention.ts';

const store = new ObjectStore(env.ARTIFACTS);
const retained = { tenantId: 'main', planHash: 'hash' };
const countStored = async () => (await env.ARTIFACTS.list({ prefix: chunkPrefix('main', 'hash') })).objects.length;

it('deletes chunks by the last use of their plan, not by their own age', async () => {
  for (const index of [0, 2]) await store.put(chunkKey('main', 'hash', index), 'chunk');
  expect(await claimChunks(store, retained)).toEqual([
    { index: 0, sha256: null },
    { index: 2, sha256: null },
  ]);
  await store.put(chunkWarningsKey('main', 'hash', 2), '[]');
  expect(await claimChunks(store, retained)).toEqual([{ index: 0, sha256: null }]);
  await store.delete([chunkWarningsKey('main', 'hash', 2)]);
  await removeOldChunks(store, retained, DAY_MS);
  expect(await countStored()).toBe(2);
  await removeOldChunks(store, retained, -1);
  expect(await countStored()).toBe(0);
});
