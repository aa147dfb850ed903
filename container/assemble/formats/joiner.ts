/**
 * What it takes to make the finished file of a format out of its chunks.
 * @module
 */
import { withDetails } from '#contracts/errors.ts';
import type { RenderPlan } from '#contracts/plan.ts';
import { fromSystemError } from '../../system/node-errors.ts';
import type { TempFolder } from '../../system/temp-folder.ts';

export interface ChunkFile {
  index: number;
  /** How many frames the plan gives it. */
  frames: number;
  path: string;
}

export interface JoinContext {
  plan: RenderPlan;
  /** Files of the chunks, in order. */
  chunks: readonly ChunkFile[];
  /** The plan's sound, as its file holds it; null without. */
  audioPath: string | null;
  outputPath: string;
  folder: TempFolder;
  ffmpegPath: string;
  ffprobePath: string;
  signal: AbortSignal;
}

/** Writes the output. Throws `CHUNK_MISMATCH` for a chunk that is not as planned. */
export type Join = (context: JoinContext) => Promise<void>;

/** Reads all chunks; a failure says of which. */
export function readEach<Result>(
  chunks: readonly ChunkFile[],
  read: (chunk: ChunkFile) => Promise<Result>,
): Promise<Result[]> {
  return Promise.all(
    chunks.map(async (chunk) => {
      try {
        return await read(chunk);
      } catch (error) {
        throw withDetails(fromSystemError(error), { chunkIndex: chunk.index });
      }
    }),
  );
}
