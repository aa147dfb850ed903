/**
 * @module
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
// oxlint-disable-next-line eslint/no-restricted-imports -- It says of the same files what a node says.
import { digestFiles } from '../../container/system/digest-files.ts';
import { writeIfChanged } from '../../local/write-if-changed.ts';

/**
 * Builds unless the files that match `patterns` are as the last build left them: what it reads, and what it has written. `stamp` keeps
 * their digest. Both are relative to `root`.
 */
export async function buildOnce(
  root: string,
  stamp: string,
  patterns: readonly string[],
  build: () => Promise<unknown>,
): Promise<void> {
  const path = join(root, stamp);
  const last = await readFile(path, 'utf8').catch(() => null);
  if (last !== null && last === (await digestFiles(root, patterns))) return;
  await build();
  await writeIfChanged(path, await digestFiles(root, patterns));
}
