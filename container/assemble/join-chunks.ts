/**
 * Joins chunk files into one MP4 without touching a coded byte: one header, then the chunks' data in order.
 * @module
 */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { EdgereelError } from '#contracts/errors.ts';
import type { Fps } from '#contracts/fps.ts';
import { frameTicksOf } from '../encode/h264-arguments.ts';
import { movieHeader } from './movie-header.ts';
import type { ChunkTrack } from './read-chunk.ts';

/** Throws `CHUNK_MISMATCH` when a chunk was encoded with other parameters than the first. */
export async function joinChunks(
  tracks: readonly ChunkTrack[],
  fps: Fps,
  outputPath: string,
  signal: AbortSignal,
): Promise<void> {
  const [first] = tracks;
  if (!first) throw new EdgereelError('CHUNK_MISMATCH', 'There are no chunks to join.');
  tracks.forEach((track, index) => {
    if (!track.sampleEntry.equals(first.sampleEntry)) {
      throw new EdgereelError('CHUNK_MISMATCH', `Chunk ${index} was encoded with other parameters than chunk 0.`, {
        details: { chunkIndex: index },
      });
    }
  });
  const header = movieHeader({
    width: first.width,
    height: first.height,
    timescale: first.timescale,
    frameTicks: frameTicksOf(fps),
    sampleEntry: first.sampleEntry,
    chunks: [...tracks],
  });
  await using output = await open(outputPath, 'w');
  // `appendFile` writes on after a short write, which `write` would pass over on a full disk.
  await output.appendFile(header);
  for (const { path, dataOffset, dataSize } of tracks) {
    const data = createReadStream(path, { start: dataOffset, end: dataOffset + dataSize - 1, signal });
    for await (const bytes of data) await output.appendFile(bytes as Buffer);
  }
}
