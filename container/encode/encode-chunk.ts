/**
 * Pictures → the file of a chunk, whatever the format.
 * @module
 */
import { FORMAT_FACTS } from '#contracts/formats.ts';
import { encodeFrames, type EncodeTarget } from './encode-frames.ts';
import { storeStill, zipPictures } from './store-pictures.ts';

export interface ChunkTarget extends EncodeTarget {
  /** Number of the first picture in the output, from 1. */
  firstNumber: number;
}

/** `onFrame` is told how many pictures were taken. A segment of a stream is still a file of its own here. */
export async function encodeChunk(
  frames: AsyncIterable<Buffer>,
  target: ChunkTarget,
  { signal, onFrame }: { signal: AbortSignal; onFrame?: (framesDone: number) => void },
): Promise<void> {
  const { kind } = FORMAT_FACTS[target.encode.format];
  if (kind === 'pictures') return zipPictures(frames, target, onFrame);
  if (kind === 'still') return storeStill(frames, target.outputPath, onFrame);
  return encodeFrames(frames, target, { signal, ...(onFrame && { onFrame }) });
}
