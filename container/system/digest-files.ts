/**
 * Digests files, by which an engine tells its own sources from those of another.
 * @module
 */
import { createHash } from 'node:crypto';
import { glob, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** Not part of what runs. */
const TESTS = /\.test\.ts$|(^|\/)testing\//;

/** Hex SHA-256 over the names and the bytes of the files of a folder that match one of the patterns, tests left out. */
export async function digestFiles(folder: string, patterns: readonly string[]): Promise<string> {
  const entries = await Array.fromAsync(glob(patterns, { cwd: folder, withFileTypes: true }));
  const files = entries.filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
  const hash = createHash('sha256');
  for (const path of paths.filter((path) => !TESTS.test(path)).toSorted())
    hash.update(`${path}\0`).update(await readFile(join(folder, path)));
  return hash.digest('hex');
}
