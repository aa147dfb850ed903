/**
 * Reads a ZIP archive as our writer leaves it: stored files, one behind the other, and fewer than the old format holds.
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

/** The files of a chunk's archive in order. Throws `CHUNK_MISMATCH` for anything that is none. */
export async function readZip(path: string): Promise<StoredFile[]> {
  await using file = await open(path);
  const { size } = await file.stat();
  const tail = Buffer.alloc(Math.min(size, END_SIZE + MAX_COMMENT));
  await file.read(tail, 0, tail.length, size - tail.length);
  const endAt = tail.lastIndexOf(END_MARK);
  const end = tail.subarray(endAt);
  if (endAt < 0 || end.length < END_SIZE) throw malformed('it has no directory at its end');
  const directory = Buffer.alloc(end.readUInt32LE(12));
  const start = end.readUInt32LE(16);
  if (start + directory.length + end.length !== size) throw malformed('its directory is cut off');
  await file.read(directory, 0, directory.length, start);
  const files: StoredFile[] = [];
  for (let at = 0; at < directory.length;) {
    const nameLength = directory.readUInt16LE(at + 28);
    files.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      crc32: directory.readUInt32LE(at + 16),
      sizeBytes: directory.readUInt32LE(at + 24),
      dataOffset: directory.readUInt32LE(at + 42) + LOCAL_HEADER_SIZE + nameLength,
    });
    at += 46 + nameLength;
  }
  return files;
}

/** The bytes of one file of an archive. */
export function readStored(path: string, { dataOffset, sizeBytes }: StoredFile, signal: AbortSignal) {
  return createReadStream(path, { start: dataOffset, end: dataOffset + sizeBytes - 1, signal });
}

function malformed(reason: string): EdgereelError {
  return new EdgereelError('CHUNK_MISMATCH', `The chunk is not a usable ZIP: ${reason}.`);
}
