/**
 * Chunks outlive their render for a while, so that a retry or an equal render can use them. They go once nobody has taken up
 * their plan for the time of the retention. One that goes too early all the same is made again: its assembly says CHUNK_MISSING.
 * @module
 */
import { chunkIndexOf, chunkPrefix, planUseKey, warnedChunkOf } from '#contracts/keys.ts';
import type { StoredChunk } from './render-state.ts';
import { sha256Of, type ObjectStore } from '../storage/object-store.ts';

export interface RetainedChunks {
  tenantId: string;
  planHash: string;
}

const DELETE_BATCH = 1000;

/**
 * Takes up a plan: its chunks stay from now on for the time of the retention. Returns the stored chunks that have no warnings; a node reports
 * the warnings of the others, and may have to refuse them. Damaged bytes are found when they are read.
 */
export async function claimChunks(store: ObjectStore, { tenantId, planHash }: RetainedChunks): Promise<StoredChunk[]> {
  await store.put(planUseKey(tenantId, planHash), '');
  const stored = new Map<number, StoredChunk>();
  const warned = new Set<number>();
  for await (const object of store.list(chunkPrefix(tenantId, planHash))) {
    const { key } = object;
    const index = chunkIndexOf(key);
    if (index !== null) stored.set(index, { index, sha256: sha256Of(object) });
    const warnedIndex = warnedChunkOf(key);
    if (warnedIndex !== null) warned.add(warnedIndex);
  }
  return [...stored.values()].filter(({ index }) => !warned.has(index));
}

/** Deletes a plan's chunks when its last use is longer ago than the retention. After a later use that render's own alarm comes. */
export async function removeOldChunks(
  store: ObjectStore,
  { tenantId, planHash }: RetainedChunks,
  retentionMs: number,
): Promise<void> {
  const lastUse = await store.head(planUseKey(tenantId, planHash));
  if (lastUse && lastUse.uploaded.getTime() > Date.now() - retentionMs) return;
  let batch: string[] = [];
  for await (const object of store.list(chunkPrefix(tenantId, planHash))) {
    batch.push(object.key);
    if (batch.length === DELETE_BATCH) {
      await store.delete(batch);
      batch = [];
    }
  }
  await store.delete([...batch, planUseKey(tenantId, planHash)]);
}
