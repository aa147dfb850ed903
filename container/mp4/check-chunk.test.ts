import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTempFolder, type TempFolder } from '../system/temp-folder.ts';
import { chunkMovie, sampleEntry, samples, writeChunkFile } from '../testing/chunk-file.ts';
import { samplePlan } from '../testing/sample-plan.ts';
import { checkChunk } from './check-chunk.ts';
import { joinChunks } from './join-chunks.ts';
import type { Movie } from './movie-header.ts';
import { readChunk } from './read-chunk.ts';

let folder: TempFolder;
beforeAll(async () => {
  folder = await makeTempFolder(tmpdir(), 'check-chunk-test');
});
afterAll(() => folder[Symbol.asyncDispose]());

const encode = { ...samplePlan().encode, keyframeInterval: 2 };
const plan = samplePlan({ encode });

async function check(movie: Movie) {
  const path = folder.file('chunk.mp4');
  await writeChunkFile(path, movie);
  return checkChunk(path, plan, 4);
}

describe('checkChunk', () => {
  it('passes a chunk as planned', async () => {
    expect((await check(chunkMovie(samples('I0 P1 I2 P3')))).samples).toHaveLength(4);
  });

  it.each<[what: string, movie: Movie]>([
    ['frames', chunkMovie(samples('I0 P1 I2'))],
    ['width', chunkMovie(samples('I0 P1 I2 P3'), { sampleEntry: sampleEntry({ width: 322 }) })],
    ['height', chunkMovie(samples('I0 P1 I2 P3'), { sampleEntry: sampleEntry({ height: 182 }) })],
    ['timescale', chunkMovie(samples('I0 P1 I2 P3'), { timescale: 25_000 })],
    ['first keyframe', chunkMovie(samples('P0 I1 P2 I3'))],
    ['display index of the first frame', chunkMovie(samples('I1 P0 I2 P3'))],
    ['keyframe distance within bounds', chunkMovie(samples('I0 P1 P2 I3'))],
  ])('names a wrong %s', async (what, movie) => {
    await expect(check(movie)).rejects.toMatchObject({ code: 'CHUNK_MISMATCH', details: { what } });
  });
});

describe('joinChunks', () => {
  const join = async (entries: Buffer[]) => {
    const tracks = await Promise.all(
      entries.map(async (entry, i) => {
        const path = folder.file(`${i}.mp4`);
        await writeChunkFile(path, chunkMovie(samples('I0 P1'), { sampleEntry: entry }), i + 1);
        return readChunk(path);
      }),
    );
    const output = folder.file('output.mp4');
    await joinChunks(tracks, plan.fps, output, new AbortController().signal);
    return readChunk(output);
  };

  it('puts the data of all chunks one behind the other', async () => {
    const track = await join([sampleEntry(), sampleEntry({ bitRate: 9 })]);
    expect(track.samples.map((sample) => sample.displayIndex)).toEqual([0, 1, 2, 3]);
    expect(track.dataSize).toBe(42);
  });

  it('refuses chunks of different parameters', async () => {
    await expect(join([sampleEntry(), sampleEntry({ parameterSets: 'other' })])).rejects.toMatchObject({
      code: 'CHUNK_MISMATCH',
      details: { chunkIndex: 1 },
    });
  });

  it('refuses to join nothing', async () => {
    await expect(join([])).rejects.toMatchObject({ code: 'CHUNK_MISMATCH' });
  });
});
