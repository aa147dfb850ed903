import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTempFolder, type TempFolder } from '../system/temp-folder.ts';
import { chunkMovie, sampleEntry, samples, writeChunkFile } from '../testing/chunk-file.ts';
import { findBox, readBoxes } from './box-reader.ts';
import { layOut, movieHeader, type Movie } from './movie-header.ts';
import { readChunk } from './read-chunk.ts';

let folder: TempFolder;
beforeAll(async () => {
  folder = await makeTempFolder(tmpdir(), 'movie-header-test');
});
afterAll(() => folder[Symbol.asyncDispose]());

/** Body of a box under the one track's sample table. */
function table(header: Buffer, type: string): Buffer {
  const moov = readBoxes(header.subarray(0, header.length - mdatHeaderSize(header))).find(
    (box) => box.type === 'moov',
  )!;
  return findBox(moov.body, `trak/mdia/minf/stbl/${type}`).body;
}
const mdatHeaderSize = (header: Buffer) => (header.toString('latin1', header.length - 4) === 'mdat' ? 8 : 16);
const u32At = (bytes: Buffer, ...offsets: number[]) => offsets.map((offset) => bytes.readUInt32BE(offset));

const TWO_CHUNKS = ['I0 P2 B1', 'I0 P3 B1 B2'].map(samples);
const joined = (changes: Partial<Movie> = {}) =>
  chunkMovie([], {
    chunks: TWO_CHUNKS.map((chunk) => ({
      samples: chunk,
      dataSize: chunk.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    })),
    ...changes,
  });

describe('movieHeader', () => {
  it('is read back sample by sample', async () => {
    const path = folder.file('round-trip.mp4');
    const bytes = await writeChunkFile(path, joined());
    const track = await readChunk(path);
    expect(track).toMatchObject({ width: 320, height: 180, timescale: 30_000, dataSize: 79 });
    expect(track.dataOffset).toBe(bytes.length - 79);
    expect(track.samples).toEqual([
      ...TWO_CHUNKS[0]!,
      ...TWO_CHUNKS[1]!.map((sample) => ({ ...sample, displayIndex: sample.displayIndex + 3 })),
    ]);
  });

  it('comes before the media data', () => {
    const header = movieHeader(joined());
    expect(readBoxes(header.subarray(0, -8)).map((box) => box.type)).toEqual(['ftyp', 'moov']);
    expect(header.readUInt32BE(header.length - 8)).toBe(79 + 8);
  });

  it('shifts presentation so that no sample shows before it is decoded, and lets the edit take the shift back', () => {
    const header = movieHeader(joined());
    // B-frames one place early: offsets in ticks are 1, 2, 0 | 1, 3, 0, 0 frames.
    expect(u32At(table(header, 'ctts'), 4, 8, 12, 16, 20, 24, 28)).toEqual([6, 1, 1000, 1, 2000, 1, 0]);
    const moov = readBoxes(header.subarray(0, -8))[1]!;
    const edit = findBox(moov.body, 'trak/edts/elst').body;
    expect([edit.readBigUInt64BE(8), edit.readBigUInt64BE(16)]).toEqual([7000n, 1000n]);
  });

  it('marks the first sample of each chunk as a sync sample', () => {
    expect(u32At(table(movieHeader(joined()), 'stss'), 4, 8, 12)).toEqual([2, 1, 4]);
  });

  it('gives each chunk its offset', () => {
    const header = movieHeader(joined());
    expect(u32At(table(header, 'stco'), 4, 8, 12)).toEqual([2, header.length, header.length + 33]);
  });

  it('puts the sound of each second behind its pictures, wherever a chunk ends', () => {
    const chunk = samples(Array.from({ length: 75 }, (_, i) => `${i === 0 ? 'I' : 'P'}${i}`).join(' '));
    const movie = chunkMovie(chunk, {
      audio: {
        sampleEntry: sampleEntry(),
        timescale: 48_000,
        frames: Array.from({ length: 118 }, () => ({ sizeBytes: 7, duration: 1024 })),
        delay: 1024,
        length: 120_000,
      },
    });
    const runs = layOut(movie);
    expect(runs.map(({ track, sampleCount }) => [track, sampleCount])).toEqual([
      ['video', 30],
      // 48 frames of 1024 samples, of which the first is the delay, begin before 1 s.
      ['audio', 48],
      ['video', 30],
      ['audio', 47],
      ['video', 15],
      ['audio', 23],
    ]);
    const header = movieHeader(movie);
    const moov = readBoxes(header.subarray(0, -8))[1]!;
    const [video, audio] = readBoxes(moov.body)
      .filter(({ type }) => type === 'trak')
      .map(({ body }) => ({
        offsets: findBox(body, 'mdia/minf/stbl/stco').body,
        edit: findBox(body, 'edts/elst').body,
      }));
    const ends = runs.map((_, i) => header.length + runs.slice(0, i).reduce((sum, run) => sum + run.sizeBytes, 0));
    expect(u32At(video!.offsets, 4, 8, 12, 16)).toEqual([3, ends[0], ends[2], ends[4]]);
    expect(u32At(audio!.offsets, 4, 8, 12, 16)).toEqual([3, ends[1], ends[3], ends[5]]);
    // 2.5 s in ticks of the movie, from the end of the delay on.
    expect([audio!.edit.readBigUInt64BE(8), audio!.edit.readBigUInt64BE(16)]).toEqual([75_000n, 1024n]);
  });

  it('does the arithmetic of files above 4 GiB', () => {
    const large = [3 * 2 ** 30, 2 * 2 ** 30].map((dataSize) => ({ samples: samples('I0'), dataSize }));
    const header = movieHeader(joined({ chunks: large }));
    expect(header.toString('latin1', header.length - 12, header.length - 8)).toBe('mdat');
    expect(header.readBigUInt64BE(header.length - 8)).toBe(BigInt(5 * 2 ** 30 + 16));
    const co64 = table(header, 'co64');
    expect([co64.readBigUInt64BE(8), co64.readBigUInt64BE(16)]).toEqual([
      BigInt(header.length),
      BigInt(header.length + 3 * 2 ** 30),
    ]);
  });

  it('changes to 64-bit offsets before the last byte passes 4 GiB', () => {
    const ofSize = (dataSize: number) => movieHeader(joined({ chunks: [{ samples: samples('I0'), dataSize }] }));
    const small = ofSize(1);
    expect(() => table(ofSize(2 ** 32 - 1 - small.length), 'stco')).not.toThrow();
    expect(() => table(ofSize(2 ** 32 - small.length), 'co64')).not.toThrow();
  });

  it('holds an hour at 60 fps', () => {
    const chunk = {
      samples: Array.from({ length: 240 }, (_, i) => ({ sizeBytes: 1, isKeyframe: i === 0, displayIndex: i })),
      dataSize: 240,
    };
    const header = movieHeader(joined({ timescale: 60_000, chunks: Array.from({ length: 900 }, () => chunk) }));
    expect(table(header, 'stsz').readUInt32BE(8)).toBe(216_000);
  });

  it('depends on nothing but its input', () => {
    expect(movieHeader(joined()).equals(movieHeader(joined()))).toBe(true);
  });
});
