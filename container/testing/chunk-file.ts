/**
 * Chunk files made by hand, for tests of what reads and joins them. The picture data is only bytes.
 * @module
 */
import { writeFile } from 'node:fs/promises';
import { ascii, box, u16, u32 } from '../mp4/box-writer.ts';
import { movieHeader, type Movie } from '../mp4/movie-header.ts';
import type { ChunkSample } from '../mp4/read-chunk.ts';

/** `avc1` with parameter sets and, as FFmpeg writes it, a bit rate. */
export function sampleEntry({ width = 320, height = 180, parameterSets = 'sps+pps', bitRate = 0 } = {}): Buffer {
  const fields = Buffer.concat([Buffer.alloc(24), u16(width, height), Buffer.alloc(50)]);
  return box(
    'avc1',
    fields,
    box('avcC', ascii(parameterSets)),
    ...(bitRate > 0 ? [box('btrt', u32(0, bitRate, bitRate))] : []),
  );
}

/** Samples in decode order from a text such as `I0 P2 B1`: kind and display index. Sizes rise from 10 bytes. */
export function samples(text: string): ChunkSample[] {
  return text
    .split(' ')
    .map((sample, i) => ({ sizeBytes: 10 + i, isKeyframe: sample[0] === 'I', displayIndex: Number(sample.slice(1)) }));
}

/** A chunk of 30 fps with these samples; everything else may be changed. */
export function chunkMovie(chunkSamples: ChunkSample[], changes: Partial<Movie> = {}): Movie {
  const dataSize = chunkSamples.reduce((sum, sample) => sum + sample.sizeBytes, 0);
  return {
    width: 320,
    height: 180,
    timescale: 30_000,
    frameTicks: 1000,
    sampleEntry: sampleEntry(),
    chunks: [{ samples: chunkSamples, dataSize }],
    ...changes,
  };
}

/** Writes the chunk; its data bytes are all `fill`. */
export async function writeChunkFile(path: string, movie: Movie, fill = 0): Promise<Buffer> {
  const dataSize = movie.chunks.reduce((sum, chunk) => sum + chunk.dataSize, 0);
  const bytes = Buffer.concat([movieHeader(movie), Buffer.alloc(dataSize, fill)]);
  await writeFile(path, bytes);
  return bytes;
}
