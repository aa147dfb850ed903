/**
 * @module
 */
import { createHash } from 'node:crypto';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Not part of what runs. */
const TESTS = /\.test\.ts$|(^|\/)testing\//;

/** Hex SHA-256 over the names and the bytes of the files of a folder that match one of the patterns, tests left out. */
export async function digestFiles(folder: string, patterns: readonly string[]): Promise<string> {
  const entries = await Array.fromAsync(glob(patterns, { cwd: folder, withFileTypes: true }));
  const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const hash = createHash('sha256');
  for (const path of paths.filter((path) => !TESTS.test(path)).toSorted())
    hash.update(`${path.slice(folder.length)}\0`).update(await readFile(path));
  return hash.digest('hex');
}
