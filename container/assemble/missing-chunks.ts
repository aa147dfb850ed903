import { EdgereelError } from '#contracts/errors.ts';
import { MAX_LIST_ITEMS } from '#contracts/limits.ts';

/** Chunks that are not in the store as they were stored; they can be rendered again. Of very many, the first are told. */
export function chunksMissing(indexes: readonly number[], cause: unknown): EdgereelError {
  const [chunkIndex] = indexes;
  const which = indexes.length === 1 ? `Chunk ${chunkIndex} is` : `${indexes.length} chunks are`;
  return new EdgereelError('CHUNK_MISSING', `${which} not in the store as stored.`, {
    details: { chunkIndex, chunkIndexes: indexes.slice(0, MAX_LIST_ITEMS) },
    cause,
  });
}
