/**
 * One local system per data folder: two workerds over the same SQLite files would corrupt each other's state.
 * @module
 */
import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EdgereelError } from '#contracts/errors.ts';
import { isAlive } from './is-alive.ts';

/** Takes the folder, creating it if need be. Throws `CONFLICT` while another living process has it. */
export async function lockDataDir(dataDir: string): Promise<AsyncDisposable> {
  await mkdir(dataDir, { recursive: true });
  const file = join(dataDir, 'system.pid');
  const mine = `${file}.${randomUUID()}`;
  const old = `${mine}.old`;
  try {
    await writeFile(mine, String(process.pid));
    // A link appears with its content, and only where nothing is.
    while (!(await isDone(link(mine, file), 'EEXIST'))) {
      refuseAlive(await readOwner(file), dataDir);
      // Of several starters that find the same dead owner, one moves the file away.
      if (!(await isDone(rename(file, old), 'ENOENT'))) continue;
      const moved = await readOwner(old);
      // Another starter has taken over since the look: it gets its file back.
      if (isAlive(moved)) await isDone(link(old, file), 'EEXIST');
      refuseAlive(moved, dataDir);
    }
  } finally {
    await Promise.all([rm(mine, { force: true }), rm(old, { force: true })]);
  }
  return { [Symbol.asyncDispose]: () => rm(file, { force: true }) };
}

/** False when the change fails with that code: another starter was quicker. */
async function isDone(change: Promise<void>, code: 'EEXIST' | 'ENOENT'): Promise<boolean> {
  try {
    await change;
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === code) return false;
    throw error;
  }
}

/** 0 when there is no owner. */
async function readOwner(file: string): Promise<number> {
  return Number(await readFile(file, 'utf8').catch(() => ''));
}

function refuseAlive(owner: number, dataDir: string): void {
  if (!isAlive(owner)) return;
  throw new EdgereelError(
    'CONFLICT',
    `Process ${owner} already runs a local system on ${dataDir}. Stop it, or name another folder with --data.`,
    { details: { pid: owner } },
  );
}
