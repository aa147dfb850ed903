/**
 * Reads a ZIP archive as our writer leaves it: stored files, one behind the other.
 * @module
 */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { EdgereelError } from '#contracts/errors.ts';
import { LOCAL_HEADER_SIZE, type ZipEntry } from './zip-writer.ts';

export interface StoredFile extends ZipEntry {
  /** Where the file's bytes lie in the archive. */
  dataOffset: number;
}

const END_SIZE = 22;
const END_MARK = Buffer.from('PK\u0005\u0006', 'latin1');
const MAX_COMMENT = 0xffff;
/** A ZIP64's own end, and the locator that points to it, stand before the end of the old format. */
const END64_SIZE = 56;
const LOCATOR_SIZE = 20;
const MAX_32 = 0xffff_ffff;
const MAX_16 = 0xffff;

/** The files of a chunk's archive in order. Throws `CHUNK_MISMATCH` for anything that is none. */
export async function readZip(path: string): Promise<StoredFile[]> {
  await using file = await open(path);
  const { size } = await file.stat();
  const tail = Buffer.alloc(Math.min(size, END64_SIZE + LOCATOR_SIZE + END_SIZE + MAX_COMMENT));
  await file.read(tail, 0, tail.length, size - tail.length);
  const endAt = tail.lastIndexOf(END_MARK);
  const end = tail.subarray(endAt);
  if (endAt < 0 || end.length < END_SIZE) throw malformed('it has no directory at its end');
  const { start, directorySize, endSize } = readEnd(tail, endAt);
  if (start + directorySize + endSize !== size) throw malformed('its directory is cut off');
  const directory = Buffer.alloc(directorySize);
  await file.read(directory, 0, directory.length, start);
  const files: StoredFile[] = [];
  for (let at = 0; at < directory.length;) {
    const nameLength = directory.readUInt16LE(at + 28);
    const extraLength = directory.readUInt16LE(at + 30);
    const near = directory.readUInt32LE(at + 42);
    // Our one extra field: kind, length, and the offset in 64 bits.
    const offset = near === MAX_32 ? Number(directory.readBigUInt64LE(at + 46 + nameLength + 4)) : near;
    files.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      crc32: directory.readUInt32LE(at + 16),
      sizeBytes: directory.readUInt32LE(at + 24),
      dataOffset: offset + LOCAL_HEADER_SIZE + nameLength,
    });
    at += 46 + nameLength + extraLength;
  }
  return files;
}

/** Where the directory lies, and how much comes behind it. `endAt`: where the old format's end begins in the tail. */
function readEnd(tail: Buffer, endAt: number): { start: number; directorySize: number; endSize: number } {
  const end = tail.subarray(endAt);
  const directorySize = end.readUInt32LE(12);
  const start = end.readUInt32LE(16);
  const isLarge = start === MAX_32 || directorySize === MAX_32 || end.readUInt16LE(10) === MAX_16;
  if (!isLarge) return { start, directorySize, endSize: end.length };
  const before = END64_SIZE + LOCATOR_SIZE;
  if (endAt < before) throw malformed('its end is cut off');
  const large = tail.subarray(endAt - before);
  return {
    start: Number(large.readBigUInt64LE(48)),
    directorySize: Number(large.readBigUInt64LE(40)),
    endSize: end.length + before,
  };
}

/** The bytes of one file of an archive. */
export function readStored(path: string, { dataOffset, sizeBytes }: StoredFile, signal: AbortSignal) {
  return createReadStream(path, { start: dataOffset, end: dataOffset + sizeBytes - 1, signal });
}

function malformed(reason: string): EdgereelError {
  return new EdgereelError('CHUNK_MISMATCH', `The chunk is not a usable ZIP: ${reason}.`);
}
