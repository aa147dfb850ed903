/**
 * `wrangler dev` with containers, as a user would run it.
 * @module
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { claimPort } from '../../local/free-port.ts';
import { REPO_ROOT } from '../../local/paths.ts';
import { listAllContainers } from './docker.ts';

/** Admin key of the Worker: without one `wrangler dev` lets nobody in. */
export const WRANGLER_DEV_KEY = 'test-key';

export interface WranglerDev extends AsyncDisposable {
  readonly url: string;
  /** All it has printed so far. */
  log(): string;
}

/** The image is built first, which takes a while when no layer is cached. */
const READY_TIMEOUT_MS = 600_000;
/** Wrangler's containers end after it. */
const CLEAN_UP_TIMEOUT_MS = 30_000;

export async function startWranglerDev(stateDir: string, vars: Record<string, string>): Promise<WranglerDev> {
  const port = await claimPort(0);
  const url = `http://127.0.0.1:${port}`;
  const foreign = new Set(await listAllContainers());
  const child = spawn(
    join(REPO_ROOT, 'node_modules/.bin/wrangler'),
    [
      ...['dev', '--enable-containers', '--ip', '127.0.0.1', '--port', String(port), '--persist-to', stateDir],
      ...['--inspector-port', String(await claimPort(0)), '--show-interactive-dev-session=false'],
      ...Object.entries({ EDGEREEL_ADMIN_KEY: WRANGLER_DEV_KEY, ...vars }).flatMap(([name, value]) => [
        '--var',
        `${name}:${value}`,
      ]),
    ],
    {
      cwd: REPO_ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, CI: '1', WRANGLER_SEND_METRICS: 'false' },
    },
  );
  let log = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (log += text));
  const exited = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGINT');
    await exited;
    await whenContainersAreGone(foreign);
  };

  const deadline = Date.now() + READY_TIMEOUT_MS;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`wrangler dev ended with code ${child.exitCode}:\n${log}`);
    if (await isUp(url)) return { url, log: () => log, [Symbol.asyncDispose]: stop };
    if (Date.now() > deadline) {
      await stop();
      throw new Error(`wrangler dev was not ready after ${READY_TIMEOUT_MS / 1000} s:\n${log}`);
    }
    await delay(500);
  }
}

/** Resolves when all containers but `foreign` ones are removed. */
async function whenContainersAreGone(foreign: ReadonlySet<string>): Promise<void> {
  const deadline = Date.now() + CLEAN_UP_TIMEOUT_MS;
  for (;;) {
    const left = (await listAllContainers()).filter((name) => !foreign.has(name));
    if (left.length === 0) return;
    if (Date.now() > deadline) throw new Error(`wrangler dev left containers behind: ${left.join(', ')}`);
    await delay(100);
  }
}

async function isUp(url: string): Promise<boolean> {
  return fetch(`${url}/healthz`).then(
    (response) => response.ok,
    () => false,
  );
}
