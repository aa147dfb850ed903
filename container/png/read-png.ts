/**
 * PNG files as Chrome writes them → pictures: eight bits a channel, RGB or RGBA, not interlaced.
 * @module
 */
import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import { EdgereelError } from '#contracts/errors.ts';

export interface PngPicture {
  bytes: Uint8Array;
  /** 3 or 4. */
  channels: number;
  width: number;
  height: number;
}

const decompress = promisify(inflate);
const SIGNATURE_LENGTH = 8;
const CHANNELS: Record<number, number> = { 2: 3, 6: 4 };

/** Throws `BROWSER_CRASHED` for anything else. */
export async function readPng(png: Buffer): Promise<PngPicture> {
  const data: Buffer[] = [];
  let header = Buffer.alloc(13);
  for (let at = SIGNATURE_LENGTH; at + 12 <= png.length;) {
    const size = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    const body = png.subarray(at + 8, at + 8 + size);
    if (type === 'IHDR') header = Buffer.from(body);
    if (type === 'IDAT') data.push(body);
    at += size + 12;
  }
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const [depth, colour, , , interlace] = header.subarray(8);
  const channels = CHANNELS[colour!];
  if (depth !== 8 || !channels || interlace !== 0)
    throw new EdgereelError('BROWSER_CRASHED', 'Chrome has drawn a picture of an unknown kind.');
  const rows = await decompress(Buffer.concat(data)).catch((cause: unknown) => {
    throw new EdgereelError('BROWSER_CRASHED', 'Chrome has drawn a picture that cannot be read.', { cause });
  });
  if (rows.length !== (width * channels + 1) * height)
    throw new EdgereelError('BROWSER_CRASHED', 'Chrome has drawn a picture that is cut off.');
  return { bytes: unfilter(rows, width * channels, channels), channels, width, height };
}

/** Each row was written as differences to what is left of it and above it, in one of five ways. */
function unfilter(rows: Buffer, rowSize: number, channels: number): Uint8Array {
  const height = rows.length / (rowSize + 1);
  const bytes = new Uint8Array(rowSize * height);
  let above: Uint8Array = new Uint8Array(rowSize);
  for (let y = 0; y < height; y++) {
    const from = y * (rowSize + 1);
    const row = bytes.subarray(y * rowSize, (y + 1) * rowSize);
    row.set(rows.subarray(from + 1, from + 1 + rowSize));
    FILTERS[rows[from]!]?.(row, above, channels);
    above = row;
  }
  return bytes;
}

/** Adds to a row what was taken from it. */
type Filter = (row: Uint8Array, above: Uint8Array, channels: number) => void;

const FILTERS: Record<number, Filter> = {
  1(row, _above, channels) {
    for (let i = channels; i < row.length; i++) row[i]! += row[i - channels]!;
  },
  2(row, above) {
    for (let i = 0; i < row.length; i++) row[i]! += above[i]!;
  },
  3(row, above, channels) {
    for (let i = 0; i < row.length; i++) row[i]! += ((i < channels ? 0 : row[i - channels]!) + above[i]!) >> 1;
  },
  4(row, above, channels) {
    for (let i = 0; i < row.length; i++)
      row[i]! += i < channels ? above[i]! : paeth(row[i - channels]!, above[i]!, above[i - channels]!);
  },
};

function paeth(left: number, above: number, corner: number): number {
  const toLeft = Math.abs(above - corner);
  const toAbove = Math.abs(left - corner);
  const toCorner = Math.abs(left + above - 2 * corner);
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}
