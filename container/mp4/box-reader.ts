/**
 * Reads the boxes of an ISO base media file.
 * @module
 */
import { EdgereelError } from '#contracts/errors.ts';

export interface Box {
  type: string;
  /** The whole box, header included. */
  bytes: Buffer;
  /** What follows the header. */
  body: Buffer;
}

/** The boxes in a run of bytes, in order. */
export function readBoxes(bytes: Buffer): Box[] {
  const boxes: Box[] = [];
  for (let at = 0; at < bytes.length;) {
    const { type, headerSize, size } = readBoxHeader(bytes.subarray(at), bytes.length - at);
    if (size < headerSize || at + size > bytes.length) throw malformed(`box ${type} runs past its parent`);
    boxes.push({ type, bytes: bytes.subarray(at, at + size), body: bytes.subarray(at + headerSize, at + size) });
    at += size;
  }
  return boxes;
}

/** Header of a box: `available` bytes lie between its start and the end of its parent. */
export function readBoxHeader(bytes: Buffer, available: number): { type: string; headerSize: number; size: number } {
  if (bytes.length < 8) throw malformed('a box header is cut off');
  const type = bytes.toString('latin1', 4, 8);
  const size32 = bytes.readUInt32BE(0);
  if (size32 === 0) return { type, headerSize: 8, size: available };
  if (size32 !== 1) return { type, headerSize: 8, size: size32 };
  if (bytes.length < 16) throw malformed('a box header is cut off');
  return { type, headerSize: 16, size: Number(bytes.readBigUInt64BE(8)) };
}

/** The one box at a path such as `mdia/minf/stbl`; missing ones are an error. */
export function findBox(bytes: Buffer, path: string): Box {
  let inside = bytes;
  let found: Box | undefined;
  for (const type of path.split('/')) {
    found = readBoxes(inside).find((box) => box.type === type);
    if (!found) throw malformed(`there is no ${path}`);
    inside = found.body;
  }
  return found!;
}

export function malformed(reason: string): EdgereelError {
  return new EdgereelError('CHUNK_MISMATCH', `The chunk is not a usable MP4: ${reason}.`);
}
