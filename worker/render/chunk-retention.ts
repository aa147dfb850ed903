/**
 * Chunks outlive their render for a while, so that a retry or an equal render can use them; then they go.
 * @module
 */
import { chunkPrefix } from '#contracts/keys.ts';
import type { ObjectStore } from '../storage/object-store.ts';

export interface RetainedChunks {
  tenantId: string;
  planHash: string;
}

const DELETE_BATCH = 1000;

/** Deletes a plan's chunks that are older than the retention. Younger ones belong to a later render, whose own alarm comes. */
export async function removeOldChunks(
  store: ObjectStore,
  { tenantId, planHash }: RetainedChunks,
  retentionMs: number,
): Promise<void> {
  const newest = Date.now() - retentionMs;
  let batch: string[] = [];
  for await (const object of store.list(chunkPrefix(tenantId, planHash))) {
    if (object.uploaded.getTime() <= newest) batch.push(object.key);
    if (batch.length === DELETE_BATCH) {
      await store.delete(batch);
      batch = [];
    }
  }
  await store.delete(batch);
}
