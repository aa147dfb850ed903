/**
 * Writes a ZIP archive whose files are stored as they are. No clock enters the bytes. Above the limits of the old format it is a ZIP64.
 * @module
 */
import { open } from 'node:fs/promises';

export interface ZipEntry {
  name: string;
  crc32: number;
  sizeBytes: number;
}

export interface ZipWriter extends AsyncDisposable {
  add(entry: ZipEntry, data: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void>;
  /** Writes the directory; the archive is whole then. */
  finish(comment?: string): Promise<void>;
}

export const LOCAL_HEADER_SIZE = 30;
/** Small pieces are written together. */
const WRITE_SIZE = 256 * 1024;
const NO_TIME = 0;
/** 1 January 1980, the first day the format knows. */
const FIRST_DAY = (1 << 5) | 1;
const VERSION = 20;
const VERSION_ZIP64 = 45;
const UTF8_NAMES = 0x800;
const MAX_32 = 0xffff_ffff;
const MAX_16 = 0xffff;

export async function openZip(path: string): Promise<ZipWriter> {
  const file = await open(path, 'w');
  const entries: (ZipEntry & { offset: number })[] = [];
  let at = 0;
  let pending: Uint8Array[] = [];
  let pendingSize = 0;
  const flush = async () => {
    // `appendFile` writes on after a short write, which `write` would pass over on a full disk.
    await file.appendFile(Buffer.concat(pending));
    pending = [];
    pendingSize = 0;
  };
  const write = async (bytes: Uint8Array) => {
    pending.push(bytes);
    pendingSize += bytes.length;
    at += bytes.length;
    if (pendingSize >= WRITE_SIZE) await flush();
  };
  return {
    async add(entry, data) {
      entries.push({ ...entry, offset: at });
      const name = Buffer.from(entry.name);
      const header = Buffer.alloc(LOCAL_HEADER_SIZE);
      header.writeUInt32LE(0x04034b50, 0);
      header.writeUInt16LE(VERSION, 4);
      writeFacts(header, 6, entry);
      header.writeUInt16LE(name.length, 26);
      await write(Buffer.concat([header, name]));
      for await (const bytes of data) await write(bytes);
    },
    async finish(comment = '') {
      const start = at;
      await write(Buffer.concat(entries.map(directoryEntry)));
      const size = at - start;
      const isLarge = entries.length >= MAX_16 || start >= MAX_32 || size >= MAX_32;
      if (isLarge) await write(zip64End(entries.length, start, size));
      await write(directoryEnd(entries.length, start, size, Buffer.from(comment)));
      await flush();
    },
    [Symbol.asyncDispose]: () => file.close(),
  };
}

/** Flags, method, time, checksum and sizes, which a file's own header and the directory hold alike. */
function writeFacts(header: Buffer, at: number, { crc32, sizeBytes }: ZipEntry): void {
  header.writeUInt16LE(UTF8_NAMES, at);
  header.writeUInt16LE(0, at + 2);
  header.writeUInt16LE(NO_TIME, at + 4);
  header.writeUInt16LE(FIRST_DAY, at + 6);
  header.writeUInt32LE(crc32, at + 8);
  header.writeUInt32LE(sizeBytes, at + 12);
  header.writeUInt32LE(sizeBytes, at + 16);
}

function directoryEntry({ offset, ...entry }: ZipEntry & { offset: number }): Buffer {
  const name = Buffer.from(entry.name);
  const isFar = offset >= MAX_32;
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(VERSION, 4);
  header.writeUInt16LE(isFar ? VERSION_ZIP64 : VERSION, 6);
  writeFacts(header, 8, entry);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt32LE(Math.min(offset, MAX_32), 42);
  if (!isFar) return Buffer.concat([header, name]);
  const farOffset = Buffer.alloc(12);
  farOffset.writeUInt16LE(1, 0);
  farOffset.writeUInt16LE(8, 2);
  farOffset.writeBigUInt64LE(BigInt(offset), 4);
  header.writeUInt16LE(farOffset.length, 30);
  return Buffer.concat([header, name, farOffset]);
}

function zip64End(count: number, start: number, size: number): Buffer {
  const end = Buffer.alloc(56 + 20);
  end.writeUInt32LE(0x06064b50, 0);
  end.writeBigUInt64LE(44n, 4);
  end.writeUInt16LE(VERSION_ZIP64, 12);
  end.writeUInt16LE(VERSION_ZIP64, 14);
  end.writeBigUInt64LE(BigInt(count), 24);
  end.writeBigUInt64LE(BigInt(count), 32);
  end.writeBigUInt64LE(BigInt(size), 40);
  end.writeBigUInt64LE(BigInt(start), 48);
  // The locator: where the record above lies.
  end.writeUInt32LE(0x07064b50, 56);
  end.writeBigUInt64LE(BigInt(start + size), 64);
  end.writeUInt32LE(1, 72);
  return end;
}

function directoryEnd(count: number, start: number, size: number, comment: Buffer): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(count, MAX_16), 8);
  end.writeUInt16LE(Math.min(count, MAX_16), 10);
  end.writeUInt32LE(Math.min(size, MAX_32), 12);
  end.writeUInt32LE(Math.min(start, MAX_32), 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([end, comment]);
}
