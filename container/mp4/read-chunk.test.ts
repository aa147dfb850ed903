import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTempFolder, type TempFolder } from '../system/temp-folder.ts';
import { chunkMovie, sampleEntry, samples, writeChunkFile } from '../testing/chunk-file.ts';
import { readChunk } from './read-chunk.ts';

let folder: TempFolder;
beforeAll(async () => {
  folder = await makeTempFolder(tmpdir(), 'read-chunk-test');
});
afterAll(() => folder[Symbol.asyncDispose]());

const GOOD = chunkMovie(samples('I0 P2 B1'));

/** Writes a good chunk, changes its bytes and reads the result. */
async function readChanged(change: (bytes: Buffer) => Buffer): Promise<unknown> {
  const path = folder.file('changed.mp4');
  const bytes = await writeChunkFile(path, GOOD);
  await writeFile(path, change(bytes));
  return readChunk(path);
}

/** Overwrites a 32-bit number in the body of the first box of a type. */
function patch(type: string, offset: number, value: number) {
  return (bytes: Buffer) => {
    bytes.writeUInt32BE(value, bytes.indexOf(type, 0, 'latin1') + 4 + offset);
    return bytes;
  };
}
const rename = (from: string, to: string) => (bytes: Buffer) => {
  bytes.write(to, bytes.indexOf(from, 0, 'latin1'), 'latin1');
  return bytes;
};

describe('readChunk', () => {
  it('leaves out the bit rate, which differs between chunks of equal parameters', async () => {
    const [a, b] = [folder.file('a.mp4'), folder.file('b.mp4')];
    await writeChunkFile(a, { ...GOOD, sampleEntry: sampleEntry({ bitRate: 1000 }) });
    await writeChunkFile(b, { ...GOOD, sampleEntry: sampleEntry({ bitRate: 2000 }) });
    expect((await readChunk(a)).sampleEntry).toEqual((await readChunk(b)).sampleEntry);
    expect((await readChunk(a)).sampleEntry).toEqual(sampleEntry());
  });

  it('finds a moov behind the media data, where FFmpeg leaves it', async () => {
    const track = await readChanged((bytes) => {
      const mdat = bytes.indexOf('mdat', 0, 'latin1') - 4;
      const moov = bytes.indexOf('moov', 0, 'latin1') - 4;
      const swapped = Buffer.concat([bytes.subarray(0, moov), bytes.subarray(mdat), bytes.subarray(moov, mdat)]);
      return patch('stco', 8, moov + 8)(swapped);
    });
    expect(track).toMatchObject({ dataSize: 33, samples: GOOD.chunks[0]!.samples });
  });

  it.each<[string, (bytes: Buffer) => Buffer]>([
    ['is empty', () => Buffer.alloc(0)],
    ['is not an MP4', () => Buffer.from('<html>not found</html>')],
    ['is cut off in its data', (bytes) => bytes.subarray(0, -1)],
    ['is cut off in its header', (bytes) => bytes.subarray(0, 200)],
    ['has no moov', rename('moov', 'free')],
    ['has no track', rename('trak', 'free')],
    ['has no sample sizes', rename('stsz', 'free')],
    ['has no chunk offsets', rename('stco', 'free')],
    ['promises more samples than it lists', patch('stsz', 8, 4)],
    ['promises four thousand million samples', patch('stsz', 8, 0xffffffff)],
    ['times more samples than there are', patch('stts', 8, 0xffffffff)],
    ['times fewer samples than there are', patch('stts', 8, 2)],
    ['promises more chunks than it lists', patch('stco', 4, 2)],
    ['has data past its end', patch('stco', 8, 0x7fffffff)],
  ])('refuses a file that %s', async (_what, change) => {
    await expect(readChanged(change)).rejects.toMatchObject({
      code: 'CHUNK_MISMATCH',
      message: expect.stringMatching(/not a usable MP4: /),
    });
  });

  it('refuses two tracks', async () => {
    const path = folder.file('two.mp4');
    const bytes = await writeChunkFile(path, GOOD);
    const trak = bytes.indexOf('trak', 0, 'latin1') - 4;
    const track = bytes.subarray(trak, trak + bytes.readUInt32BE(trak));
    const moov = bytes.indexOf('moov', 0, 'latin1') - 4;
    bytes.writeUInt32BE(bytes.readUInt32BE(moov) + track.length, moov);
    await writeFile(path, Buffer.concat([bytes.subarray(0, trak), track, bytes.subarray(trak)]));
    expect((await readFile(path)).length).toBeGreaterThan(bytes.length);
    await expect(readChunk(path)).rejects.toThrow('it has 2 tracks');
  });
});
