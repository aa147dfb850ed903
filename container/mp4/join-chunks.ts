/**
 * Joins chunk files into one MP4 or MOV without touching a coded byte: one header, then the chunks' data in order, the sound between them.
 * @module
 */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { EdgereelError } from '#contracts/errors.ts';
import type { Fps } from '#contracts/fps.ts';
import { frameTicksOf } from '../encode/timescale.ts';
import { layOut, movieHeader, type Movie } from './movie-header.ts';
import type { Provenance } from './provenance.ts';
import type { AudioTrack } from './read-audio.ts';
import type { ChunkTrack } from './read-chunk.ts';
import type { Brand } from './track-boxes.ts';

export interface JoinOptions {
  brand?: Brand;
  audio?: (AudioTrack & { length: number }) | null;
  provenance?: Provenance;
}

/** Throws `CHUNK_MISMATCH` when a chunk was encoded with other parameters than the first. */
export async function joinChunks(
  tracks: readonly ChunkTrack[],
  fps: Fps,
  outputPath: string,
  signal: AbortSignal,
  options: JoinOptions = {},
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
  const movie: Movie = {
    width: first.width,
    height: first.height,
    timescale: first.timescale,
    frameTicks: frameTicksOf(fps),
    sampleEntry: first.sampleEntry,
    chunks: [...tracks],
    ...options,
  };
  await using output = await open(outputPath, 'w');
  // `appendFile` writes on after a short write, which `write` would pass over on a full disk.
  await output.appendFile(movieHeader(movie));
  const sources = { video: readOn(tracks), audio: readOn(options.audio ? [options.audio] : []) };
  for (const { track, sizeBytes } of layOut(movie)) {
    for (const range of sources[track](sizeBytes)) {
      if (range.start === range.end) continue;
      for await (const bytes of createReadStream(range.path, { start: range.start, end: range.end - 1, signal }))
        await output.appendFile(bytes as Buffer);
    }
  }
}

interface Source {
  path: string;
  dataOffset: number;
  dataSize: number;
}

/** Goes through the data of files one after the other; each call gives where the next bytes lie. */
function readOn(sources: readonly Source[]) {
  let index = 0;
  let at = 0;
  return (sizeBytes: number): { path: string; start: number; end: number }[] => {
    const ranges = [];
    for (let left = sizeBytes; left > 0;) {
      const { path, dataOffset, dataSize } = sources[index]!;
      const size = Math.min(left, dataSize - at);
      ranges.push({ path, start: dataOffset + at, end: dataOffset + at + size });
      left -= size;
      at += size;
      if (at === dataSize) {
        index++;
        at = 0;
      }
    }
    return ranges;
  };
}
