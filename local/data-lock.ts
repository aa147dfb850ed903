/**
 * One local system per data folder: two workerds over the same SQLite files would corrupt each other's state. The lock is a file that
 * names its owner, and where the owner's system can be called once it is up.
 * @module
 */
import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { EdgereelError } from '#contracts/errors.ts';
import { prepareFolder } from './check-path.ts';
import { isAlive, readProcess } from './processes.mjs';

/** What other programs may know of a system that is up. */
export const SystemAddress = z.object({
  url: z.url(),
  /** Digest of the sources that it runs: those of this clone may have changed since it started. */
  build: z.string(),
});
export type SystemAddress = z.infer<typeof SystemAddress>;

const LockFile = z.object({
  pid: z.int(),
  /** Tells the owner from a later process with the same id. */
  birth: z.string().optional(),
  /** Absent until the system is up. */
  address: SystemAddress.optional(),
});
type LockFile = z.infer<typeof LockFile>;

export interface DataLock extends AsyncDisposable {
  /** Tells others where the system can be called. */
  announce(address: SystemAddress): Promise<void>;
}

const pathOf = (dataDir: string): string => join(dataDir, 'system.json');

/** Takes the folder, creating it if need be. Throws `CONFLICT` while another living process has it. */
export async function lockDataDir(dataDir: string): Promise<DataLock> {
  await prepareFolder('--data', dataDir);
  const file = pathOf(dataDir);
  const mine = `${file}.${randomUUID()}`;
  const old = `${mine}.old`;
  const owner: LockFile = { pid: process.pid, birth: readProcess(process.pid)?.birth };
  try {
    await writeFile(mine, JSON.stringify(owner));
    // A link appears with its content, and only where nothing is.
    while (!(await isDone(link(mine, file), 'EEXIST'))) {
      refuseAlive(await readLock(file), dataDir);
      // Of several starters that find the same dead owner, one moves the file away.
      if (!(await isDone(rename(file, old), 'ENOENT'))) continue;
      const moved = await readLock(old);
      // Another starter has taken over since the look: it gets its file back.
      if (isHeld(moved)) await isDone(link(old, file), 'EEXIST');
      refuseAlive(moved, dataDir);
    }
  } finally {
    await Promise.all([rm(mine, { force: true }), rm(old, { force: true })]);
  }
  return {
    async announce(address) {
      await writeFile(mine, JSON.stringify({ ...owner, address } satisfies LockFile));
      await rename(mine, file);
    },
    [Symbol.asyncDispose]: () => rm(file, { force: true }),
  };
}

/** Address of the living system that has the folder; null when there is none, or when it is not up yet. */
export async function findRunningSystem(dataDir: string): Promise<SystemAddress | null> {
  const lock = await readLock(pathOf(dataDir));
  return lock && isHeld(lock) ? (lock.address ?? null) : null;
}

/** Whether a living process has the folder. */
export async function isDataDirHeld(dataDir: string): Promise<boolean> {
  return isHeld(await readLock(pathOf(dataDir)));
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

/** Null when there is no lock, or one that says nothing. */
async function readLock(file: string): Promise<LockFile | null> {
  try {
    return LockFile.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return null;
  }
}

const isHeld = (lock: LockFile | null): boolean => lock !== null && isAlive(lock.pid, lock.birth);

function refuseAlive(lock: LockFile | null, dataDir: string): void {
  if (!isHeld(lock)) return;
  const { pid } = lock!;
  throw new EdgereelError(
    'CONFLICT',
    `Process ${pid} already runs a local system on ${dataDir}. Stop it, or name another folder with --data.`,
    { details: { pid } },
  );
}
