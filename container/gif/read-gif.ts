/**
 * Reads the blocks of an animated GIF: how large it is, and how long each picture stands.
 * @module
 */
import { EdgereelError } from '#contracts/errors.ts';

export interface GifFacts {
  width: number;
  height: number;
  /** Of each picture, in hundredths of a second. */
  delays: number[];
  /** Where in the file each delay stands. */
  delayOffsets: number[];
}

const IMAGE = 0x2c;
const EXTENSION = 0x21;
const TRAILER = 0x3b;
const GRAPHIC_CONTROL = 0xf9;
const SCREEN_END = 13;
const IMAGE_HEADER_SIZE = 10;

/** Throws `OUTPUT_MISMATCH` for anything that does not end as a GIF does. */
export function readGif(bytes: Buffer): GifFacts {
  if (bytes.toString('latin1', 0, 6) !== 'GIF89a' || bytes.length < SCREEN_END)
    throw malformed('it does not begin as one');
  const delayOffsets: number[] = [];
  let delayAt: number | null = null;
  let at = SCREEN_END + paletteSize(bytes[10]!);
  while (bytes[at] !== TRAILER) {
    if (bytes[at] === IMAGE) {
      if (delayAt === null) throw malformed('a picture has no delay');
      delayOffsets.push(delayAt);
      delayAt = null;
      // The least code size stands before the blocks.
      at = skipBlocks(bytes, at + IMAGE_HEADER_SIZE + paletteSize(bytes[at + 9] ?? 0) + 1);
    } else if (bytes[at] === EXTENSION) {
      if (bytes[at + 1] === GRAPHIC_CONTROL) delayAt = at + 4;
      at = skipBlocks(bytes, at + 2);
    } else throw malformed(at < bytes.length ? `there is no block at ${at}` : 'it is cut off');
  }
  if (at + 1 !== bytes.length) throw malformed('it goes on behind its end');
  const delays = delayOffsets.map((offset) => bytes.readUInt16LE(offset));
  return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8), delays, delayOffsets };
}

/** A palette follows when the highest bit is set, of 2 to 256 colours. */
const paletteSize = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);

function skipBlocks(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== 0) at += bytes[at]! + 1;
  return at + 1;
}

function malformed(reason: string): EdgereelError {
  return new EdgereelError('OUTPUT_MISMATCH', `The output is not a usable GIF: ${reason}.`);
}
