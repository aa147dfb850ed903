/**
 * The system that `npm run render` renders on: the one that `npm start` runs in this clone if it will do, else one of its own.
 * @module
 */
import { randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isEdgereelError } from '#contracts/errors.ts';
import { findRunningSystem, isDataDirHeld } from '../../local/data-lock.ts';
import { ADMIN_KEY, readLocalVars } from '../../local/local-vars.ts';
import { nameBuild } from '../../local/name-build.ts';
import { endLeftParts, recordDirOf } from '../../local/part-record.ts';
import { startLocalSystem, type LocalSystem, type LocalSystemOptions } from '../../local/start-system.ts';
import { STATE_DIR } from '../../local/paths.ts';

export type OpenSystem = Pick<LocalSystem, 'url' | 'apiKey'> & AsyncDisposable;

interface OpenSystemOptions extends LocalSystemOptions {
  log: (line: string) => void;
  /** Whether an option was given that a system which already runs need not fit. */
  isOwn: boolean;
}

const READY_TIMEOUT_MS = 5_000;
/** Data folders of systems that start beside another one; each goes with its system. */
const ASIDE_DIR = join(STATE_DIR, 'aside');

/** Disposing it stops only a system that was started here. */
export async function openSystem(options: OpenSystemOptions): Promise<OpenSystem> {
  const { dataDir, log } = options;
  const running = await findRunningSystem(dataDir ?? STATE_DIR);
  if (running) {
    const obstacle = options.isOwn ? 'options ask for another' : await findObstacle(running.url, running.build);
    if (obstacle === null) {
      log(`Using the system on ${running.url}.`);
      const apiKey = (await readLocalVars())[ADMIN_KEY];
      return { url: running.url, ...(apiKey && { apiKey }), [Symbol.asyncDispose]: async () => {} };
    }
    log(`The system on ${running.url} is not used: ${obstacle}.`);
  }
  try {
    return await startLocalSystem(options);
  } catch (error) {
    // A folder that the caller names is not replaced by another one.
    if (dataDir !== undefined || !isEdgereelError(error) || error.code !== 'CONFLICT' || !('pid' in error.details))
      throw error;
    return startAside(options);
  }
}

/** Why a system that runs will not do; null when it will. */
async function findObstacle(url: string, build: string): Promise<string | null> {
  if (build !== (await nameBuild())) return 'it was started from other sources, so restart `npm start`';
  const isReady = await fetch(new URL('readyz', url), { signal: AbortSignal.timeout(READY_TIMEOUT_MS) }).then(
    (response) => response.ok,
    () => false,
  );
  return isReady ? null : 'it is not ready';
}

async function startAside(options: OpenSystemOptions): Promise<OpenSystem> {
  await removeLeftFolders();
  const dataDir = join(ASIDE_DIR, randomUUID());
  const removeFolder = (): Promise<void> => rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  try {
    const system = await startLocalSystem({ ...options, dataDir });
    const stop = async (): Promise<void> => {
      await system.stop();
      await removeFolder();
    };
    return { ...system, [Symbol.asyncDispose]: stop };
  } catch (error) {
    await removeFolder();
    throw error;
  }
}

/** Removes the folders of commands that were killed outright. */
async function removeLeftFolders(): Promise<void> {
  for (const name of await readdir(ASIDE_DIR).catch(() => [])) {
    const folder = join(ASIDE_DIR, name);
    if (await isDataDirHeld(folder)) continue;
    await endLeftParts(recordDirOf(folder));
    await rm(folder, { recursive: true, force: true });
  }
}
