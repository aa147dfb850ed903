import { EdgereelError } from '#contracts/errors.ts';
import { MAX_LIST_ITEMS } from '#contracts/limits.ts';

/** Error for chunks that are missing or damaged; they can be rendered again. The details list at most `MAX_LIST_ITEMS` of them. */
export function chunksMissing(indexes: readonly number[], cause: unknown): EdgereelError {
  const [chunkIndex] = indexes;
  const which = indexes.length === 1 ? `Chunk ${chunkIndex} is` : `${indexes.length} chunks are`;
  return new EdgereelError('CHUNK_MISSING', `${which} not in the store as stored.`, {
    details: { chunkIndex, chunkIndexes: indexes.slice(0, MAX_LIST_ITEMS) },
    cause,
  });
}
