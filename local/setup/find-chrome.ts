/**
 * Chrome's headless shell, as it lies on this machine. Only the shell offers `HeadlessExperimental.beginFrame`; a full
 * Chrome does not.
 * @module
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { EdgereelError } from '#contracts/errors.ts';
import { findOnPath, tryRun } from './executable.ts';

const NAMES = ['chrome-headless-shell', 'chromium-headless-shell'];

/** Where the pinned download of the set-up lies. */
export const BROWSERS_FOLDER = 'browsers';

/**
 * `EDGEREEL_CHROME`, else the first headless shell on `PATH` that starts, else an earlier download under `stateDir`;
 * null when there is none. Throws when `EDGEREEL_CHROME` names something that does not start: a choice that was made is
 * not silently replaced.
 */
export async function findChrome(env: NodeJS.ProcessEnv, stateDir: string): Promise<string | null> {
  if (env.EDGEREEL_CHROME) {
    if (await startsAsChrome(env.EDGEREEL_CHROME, env)) return env.EDGEREEL_CHROME;
    throw new EdgereelError(
      'INTERNAL',
      `EDGEREEL_CHROME must name a headless shell that starts; ${env.EDGEREEL_CHROME} does not.`,
    );
  }
  const onPath = await Promise.all(NAMES.map((name) => findOnPath(name, env)));
  for (const path of [...onPath.flat(), ...(await downloads(stateDir))]) {
    if (await startsAsChrome(path, env)) return path;
  }
  return null;
}

async function startsAsChrome(path: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  return /Chrom/.test((await tryRun(path, ['--version'], env)) ?? '');
}

async function downloads(stateDir: string): Promise<string[]> {
  const folder = join(stateDir, BROWSERS_FOLDER);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && NAMES.includes(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}
