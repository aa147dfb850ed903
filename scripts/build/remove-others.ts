/**
 * @module
 */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Removes what an earlier build wrote into a folder and this one did not: the digest of the folder is the engine's. */
export async function removeOthers(folder: string, names: ReadonlySet<string>): Promise<void> {
  const stale = (await readdir(folder)).filter((name) => !names.has(name) && !name.endsWith('.tmp'));
  await Promise.all(stale.map((name) => rm(join(folder, name), { force: true })));
}
