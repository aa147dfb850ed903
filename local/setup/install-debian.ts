/**
 * Packages of Debian and its kin.
 * @module
 */
import { findOnPath, runQuietly, tryRun } from './executable.ts';

/** How long apt-get waits for another installation that holds dpkg's lock. */
const LOCK_TIMEOUT_SECONDS = 300;

/** Null when packages can be installed here, else the reason why not. */
export async function whyNotDebian(env: NodeJS.ProcessEnv, userId: number | undefined): Promise<string | null> {
  const [aptGet] = await findOnPath('apt-get', env);
  if (!aptGet) return 'this system has no apt-get';
  return userId === 0 ? null : 'installing packages needs root';
}

/**
 * Installs those of `packages` that the package sources offer, in one call of apt-get. Throws with the end of apt's
 * output.
 */
export async function installDebian(
  packages: readonly string[],
  env: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<void> {
  const quietEnv = { ...env, DEBIAN_FRONTEND: 'noninteractive' };
  const aptGet = (...args: string[]) =>
    runQuietly('apt-get', ['-qq', '-o', `DPkg::Lock::Timeout=${LOCK_TIMEOUT_SECONDS}`, ...args], quietEnv, signal);
  // A failed update is no verdict: the lists of last time often do.
  const updateError = await aptGet('update').then(
    () => null,
    (error: Error) => error,
  );
  signal?.throwIfAborted();
  const offered = await Promise.all(packages.map(async (name) => ((await isOffered(name, env)) ? [name] : [])));
  const names = offered.flat();
  if (names.length === 0) throw updateError ?? new Error(`the package sources do not offer ${packages.join(' or ')}`);
  await aptGet('install', '-y', '--no-install-recommends', ...names);
}

async function isOffered(name: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  return /Candidate: (?!\(none\))/.test((await tryRun('apt-cache', ['policy', name], { ...env, LC_ALL: 'C' })) ?? '');
}
