/**
 * Pictures → PNG files that are read once and at once.
 * @module
 */
import { promisify } from 'node:util';
import { crc32, deflate } from 'node:zlib';

const compress = promisify(deflate);
const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const RGB = 2;

/** `rgb` has three bytes a pixel. */
export async function writePng(rgb: Uint8Array, { width, height }: { width: number; height: number }): Promise<Buffer> {
  const rowSize = width * 3;
  const rows = Buffer.alloc((rowSize + 1) * height);
  // The byte before a row names its filter: 0 is none.
  for (let y = 0; y < height; y++) rows.set(rgb.subarray(y * rowSize, (y + 1) * rowSize), y * (rowSize + 1) + 1);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, RGB, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', await compress(rows, { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, body: Buffer): Buffer {
  const bytes = Buffer.alloc(body.length + 12);
  bytes.writeUInt32BE(body.length, 0);
  bytes.write(type, 4, 'latin1');
  bytes.set(body, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, body.length + 8)), body.length + 8);
  return bytes;
}
