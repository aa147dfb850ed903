/**
 * @module
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { writeIfChanged } from './write-if-changed.ts';

/** Works when one of the files that the work depends on is not as it was the last time, and keeps their digest in `stamp`. */
export async function once(stamp: string, sources: readonly string[], work: () => Promise<unknown>): Promise<void> {
  const hash = createHash('sha256');
  for (const source of sources) hash.update(await readFile(source)).update('\0');
  const digest = hash.digest('hex');
  if ((await readFile(stamp, 'utf8').catch(() => null)) === digest) return;
  await work();
  await writeIfChanged(stamp, digest);
}
