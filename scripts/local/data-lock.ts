/**
 * One local system per data folder: two workerds over the same SQLite files would corrupt each other's state.
 * @module
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EdgereelError } from '#contracts/errors.ts';

/** Takes the folder, creating it if need be. Throws `CONFLICT` while another living process has it. */
export async function lockDataDir(dataDir: string): Promise<AsyncDisposable> {
  await mkdir(dataDir, { recursive: true });
  const file = join(dataDir, 'system.pid');
  const take = () => writeFile(file, String(process.pid), { flag: 'wx' });
  await take().catch(async () => {
    const owner = Number(await readFile(file, 'utf8').catch(() => ''));
    if (isAlive(owner)) {
      throw new EdgereelError(
        'CONFLICT',
        `Process ${owner} already runs a local system on ${dataDir}. Stop it, or name another folder with --data.`,
        { details: { pid: owner } },
      );
    }
    await rm(file, { force: true });
    await take();
  });
  return { [Symbol.asyncDispose]: () => rm(file, { force: true }) };
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
