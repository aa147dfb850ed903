/**
 * The peers, installed from npm outside the project.
 * @module
 */
import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REPO_ROOT } from '../local/paths.ts';
import { runQuietly } from '../local/setup/executable.ts';
import { BENCH_CACHE } from './cache.ts';
import { SCENES_DIR, type PreparedScene } from './scenes.ts';
import type { Peer } from './subjects.ts';

/** Remotion wants one version of all its packages: the newest that all of them have. */
export const PEER_VERSIONS: Record<Peer, string> = { hyperframes: '0.8.170', remotion: '4.0.527' };
const PEERS_DIR = join(BENCH_CACHE, 'peers');
export const HYPERFRAMES_DIR = join(PEERS_DIR, 'hyperframes');
export const REMOTION_DIR = join(PEERS_DIR, 'remotion');
/** Home folder of the peers, so that they neither find nor leave anything in the user's. */
export const PEER_HOME = join(PEERS_DIR, 'home');

const REMOTION_PACKAGES = ['remotion', '@remotion/cli', '@remotion/three'];

const DEPENDENCIES: Record<Peer, Record<string, string>> = {
  hyperframes: { hyperframes: PEER_VERSIONS.hyperframes },
  remotion: {
    ...Object.fromEntries(REMOTION_PACKAGES.map((name) => [name, PEER_VERSIONS.remotion])),
    ...{ '@react-three/fiber': '9.4.0', react: '19.2.0', 'react-dom': '19.2.0', three: '0.178.0' },
  },
};

/** Installs a peer if this version is not there yet. */
export async function installPeer(peer: Peer, log: (line: string) => void, signal: AbortSignal): Promise<void> {
  const folder = join(PEERS_DIR, peer);
  const manifest = `${JSON.stringify({ private: true, dependencies: DEPENDENCIES[peer] }, null, 2)}\n`;
  const stamp = join(folder, 'installed');
  const version = createHash('sha256').update(manifest).digest('hex');
  await mkdir(PEER_HOME, { recursive: true });
  if ((await readFile(stamp, 'utf8').catch(() => '')) === version) return;
  log(`Installing ${peer} ${PEER_VERSIONS[peer]} from npm …`);
  await mkdir(folder, { recursive: true });
  await rm(stamp, { force: true });
  await writeFile(join(folder, 'package.json'), manifest);
  const args = ['install', '--prefix', folder, '--no-audit', '--no-fund', '--loglevel=error'];
  await runQuietly('npm', args, process.env, signal);
  await writeFile(stamp, version);
}

/** Puts the scenes' Remotion versions beside the installed packages, with the files they show. */
export async function prepareRemotion(scenes: readonly PreparedScene[]): Promise<void> {
  await rm(join(REMOTION_DIR, 'src'), { recursive: true, force: true });
  await rm(join(REMOTION_DIR, 'public'), { recursive: true, force: true });
  await cp(join(REPO_ROOT, 'bench/remotion'), join(REMOTION_DIR, 'src'), { recursive: true });
  await cp(SCENES_DIR, join(REMOTION_DIR, 'src/scenes'), { recursive: true });
  for (const { path } of scenes) {
    for (const folder of ['vendor', 'media'])
      await cp(join(path, folder), join(REMOTION_DIR, 'public', folder), { recursive: true }).catch(ignoreMissing);
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
