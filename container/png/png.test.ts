import { crc32, deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readPng } from './read-png.ts';
import { writePng } from './write-png.ts';

/** 5 × 6, every byte another one than its neighbours. */
const SIZE = { width: 5, height: 6 };
const RGB = Uint8Array.from({ length: 90 }, (_, i) => (i * i * 37 + (i >> 3) * 101) & 255);

describe('PNG', () => {
  it('is read as it was written', async () => {
    expect(await readPng(await writePng(RGB, SIZE))).toEqual({ bytes: RGB, channels: 3, ...SIZE });
  });

  it.each([0, 1, 2, 3, 4])('is read with rows of filter %i', async (filter) => {
    const png = withFilter(await writePng(RGB, SIZE), filter);
    expect((await readPng(png)).bytes).toEqual(RGB);
  });

  it.each([
    ['sixteen bits', (png: Buffer) => (png[24] = 16)],
    ['a palette', (png: Buffer) => (png[25] = 3)],
    ['damaged data', (png: Buffer) => png.fill(0, 43, 60)],
  ])('of %s is refused', async (_name, change) => {
    const png = await writePng(RGB, SIZE);
    change(png);
    await expect(readPng(png)).rejects.toMatchObject({ code: 'BROWSER_CRASHED' });
  });
});

/** The same picture, its rows written in another way. */
function withFilter(png: Buffer, filter: number): Buffer {
  const rowSize = SIZE.width * 3;
  const rows = Array.from({ length: SIZE.height }, (_, y) => {
    const row = Buffer.alloc(rowSize + 1, filter);
    for (let x = 0; x < rowSize; x++) row[x + 1] = byteAt(x, y) - predict(filter, x, y);
    return row;
  });
  const data = deflateSync(Buffer.concat(rows));
  const idat = Buffer.alloc(data.length + 12);
  idat.writeUInt32BE(data.length, 0);
  idat.write('IDAT', 4, 'latin1');
  idat.set(data, 8);
  idat.writeUInt32BE(crc32(idat.subarray(4, -4)), data.length + 8);
  return Buffer.concat([png.subarray(0, 33), idat, png.subarray(-12)]);
}

const byteAt = (x: number, y: number): number => (x < 0 || y < 0 ? 0 : RGB[y * SIZE.width * 3 + x]!);

/** As the specification has it. */
function predict(filter: number, x: number, y: number): number {
  const [left, above, corner] = [byteAt(x - 3, y), byteAt(x, y - 1), byteAt(x - 3, y - 1)];
  if (filter === 4) {
    const estimate = left + above - corner;
    return [left, above, corner].toSorted((a, b) => Math.abs(estimate - a) - Math.abs(estimate - b))[0]!;
  }
  return [0, left, above, (left + above) >> 1][filter]!;
}
