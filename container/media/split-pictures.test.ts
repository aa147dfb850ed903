import { expect, test } from 'vitest';
import { splitPictures } from './split-pictures.ts';

/** A JPEG with a table in which the two bytes of an end occur, and a scan. */
const JPEG = Buffer.from([
  ...[0xff, 0xd8],
  ...[0xff, 0xdb, 0x00, 0x06, 0xff, 0xd9, 0x01, 0x02],
  ...[0xff, 0xda, 0x00, 0x04, 0x00, 0x00],
  ...[0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56],
  ...[0xff, 0xd9],
]);

function chunk(type: string, data: number[]): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, Buffer.from(type), Buffer.from(data), Buffer.alloc(4)]);
}
const PNG = Buffer.concat([
  Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
  chunk('IHDR', [1, 2, 3]),
  chunk('IDAT', [...Buffer.from('IEND')]),
  chunk('IEND', []),
]);

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

test.each([
  ['JPEG', JPEG],
  ['PNG', PNG],
])('%s files are cut apart, however they arrive', async (_name, picture) => {
  const stream = Buffer.concat([picture, picture, picture]);
  for (const size of [1, 2, 3, 7, 20, 1000])
    expect(await Array.fromAsync(splitPictures(inPieces(stream, size)))).toEqual([picture, picture, picture]);
});

test('a file that breaks off is none', async () => {
  expect(await Array.fromAsync(splitPictures(inPieces(JPEG.subarray(0, -1), 4)))).toEqual([]);
});
