/**
 * Blocks of files on this node's disk, up to a limit: those read last stay.
 * @module
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface BlockCache {
  /** The block of that name, read by `fetch` when it is not there. One at a time for a name. */
  get(name: string, fetch: () => Promise<Buffer>): Promise<Buffer>;
}

/** A long render is joined beside them: its chunks and the output lie on the same disk. */
const LIMIT_BYTES = 256 * 1024 * 1024;

export function openBlockCache(folder: string, limitBytes = LIMIT_BYTES): BlockCache {
  // Insertion order is order of last use.
  const sizes = new Map<string, number>();
  const underWay = new Map<string, Promise<Buffer>>();
  let totalBytes = 0;

  async function load(name: string, fetch: () => Promise<Buffer>): Promise<Buffer> {
    const size = sizes.get(name);
    if (size !== undefined) {
      sizes.delete(name);
      sizes.set(name, size);
      // Another block's coming may have taken its place.
      const stored = await readFile(join(folder, name)).catch(() => null);
      if (stored?.length === size) return stored;
    }
    const block = await fetch();
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, name), block);
    totalBytes += block.length - (sizes.get(name) ?? 0);
    sizes.set(name, block.length);
    for (const [oldest, bytes] of sizes) {
      if (totalBytes <= limitBytes || oldest === name) break;
      sizes.delete(oldest);
      totalBytes -= bytes;
      await rm(join(folder, oldest), { force: true });
    }
    return block;
  }

  return {
    get(name, fetch) {
      const loading = underWay.get(name) ?? load(name, fetch).finally(() => underWay.delete(name));
      underWay.set(name, loading);
      return loading;
    },
  };
}
