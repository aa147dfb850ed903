/**
 * Elements of EBML, the form that WebM files have: an identifier, a length, and bytes or further elements.
 * @module
 */
import { EdgereelError } from '#contracts/errors.ts';

export const ID = {
  ebml: 0x1a45dfa3,
  segment: 0x18538067,
  seekHead: 0x114d9b74,
  seek: 0x4dbb,
  seekId: 0x53ab,
  seekPosition: 0x53ac,
  info: 0x1549a966,
  timestampScale: 0x2ad7b1,
  duration: 0x4489,
  muxingApp: 0x4d80,
  writingApp: 0x5741,
  tracks: 0x1654ae6b,
  trackEntry: 0xae,
  trackNumber: 0xd7,
  trackUid: 0x73c5,
  video: 0xe0,
  pixelWidth: 0xb0,
  pixelHeight: 0xba,
  alphaMode: 0x53c0,
  tags: 0x1254c367,
  tag: 0x7373,
  targets: 0x63c0,
  simpleTag: 0x67c8,
  tagName: 0x45a3,
  tagString: 0x4487,
  cues: 0x1c53bb6b,
  cuePoint: 0xbb,
  cueTime: 0xb3,
  cueTrackPositions: 0xb7,
  cueTrack: 0xf7,
  cueClusterPosition: 0xf1,
  cluster: 0x1f43b675,
  timestamp: 0xe7,
  simpleBlock: 0xa3,
  blockGroup: 0xa0,
  block: 0xa1,
  referenceBlock: 0xfb,
} as const;

export interface Element {
  id: number;
  /** Where the element's own bytes begin and end in what was read. */
  start: number;
  bodyStart: number;
  end: number;
}

/** Header of the element at a place; null when there are too few bytes for one. */
export function readHeader(bytes: Buffer, at: number): Element | null {
  const idLength = lengthOfVint(bytes[at]);
  if (idLength === 0 || at + idLength >= bytes.length) return null;
  const sizeLength = lengthOfVint(bytes[at + idLength]);
  const bodyStart = at + idLength + sizeLength;
  if (sizeLength === 0 || bodyStart > bytes.length) return null;
  const size = readVint(bytes, at + idLength, sizeLength);
  return { id: bytes.readUIntBE(at, idLength), start: at, bodyStart, end: bodyStart + size };
}

/** The elements in a run of bytes, in order. */
export function readElements(bytes: Buffer, from = 0, to = bytes.length): Element[] {
  const elements: Element[] = [];
  for (let at = from; at < to;) {
    const element = readHeader(bytes, at);
    if (!element || element.end > to) throw malformed('an element runs past its parent');
    elements.push(element);
    at = element.end;
  }
  return elements;
}

/** How many bytes a variable-length number takes, from its first byte; 0 when that begins none. */
export function lengthOfVint(first: number | undefined): number {
  return first ? Math.clz32(first) - 23 : 0;
}

/** Its value, the marker taken out. */
export function readVint(bytes: Buffer, at: number, length: number): number {
  let value = bytes[at]! & (0xff >> length);
  for (let i = 1; i < length; i++) value = value * 256 + bytes[at + i]!;
  return value;
}

export function readUint(bytes: Buffer, { bodyStart, end }: Element): number {
  let value = 0;
  for (let at = bodyStart; at < end; at++) value = value * 256 + bytes[at]!;
  return value;
}

export function malformed(reason: string): EdgereelError {
  return new EdgereelError('CHUNK_MISMATCH', `The chunk is not a usable WebM: ${reason}.`);
}

export function element(id: number, ...parts: Buffer[]): Buffer {
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([header(id, size), ...parts]);
}

/** Identifier and length of an element whose body follows. */
export function header(id: number, size: number): Buffer {
  return Buffer.concat([idBytes(id), vint(size)]);
}

export function idBytes(id: number): Buffer {
  const length = id > 0xff_ffff ? 4 : id > 0xffff ? 3 : id > 0xff ? 2 : 1;
  const bytes = Buffer.alloc(length);
  bytes.writeUIntBE(id, 0, length);
  return bytes;
}

/** The shortest form; a number of all ones means "unknown" and is left out. */
export function vint(value: number): Buffer {
  let length = 1;
  while (value >= 2 ** (7 * length) - 1) length++;
  const bytes = Buffer.alloc(length);
  let left = value;
  for (let i = length - 1; i >= 0; i--) {
    bytes[i] = left % 256;
    left = Math.floor(left / 256);
  }
  bytes[0]! |= 0x80 >> (length - 1);
  return bytes;
}

/** An unsigned number in eight bytes, whatever its value, so that a size is known before the value. */
export function uint64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}

export function uint(value: number): Buffer {
  let length = 1;
  while (value >= 2 ** (8 * length)) length++;
  return uint64(value).subarray(8 - length);
}

export function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

export function float64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes;
}
