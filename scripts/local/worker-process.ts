/**
 * Program: runs the Worker in workerd until told to stop or until the launcher's end of standard input closes.
 * @module
 */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { unstable_startWorker } from 'wrangler';
import { REPO_ROOT } from '../paths.ts';
import { OPTIONS_VARIABLE, type LocalWorkerOptions } from './local-worker.ts';

const { port, stateDir, vars } = JSON.parse(process.env[OPTIONS_VARIABLE]!) as LocalWorkerOptions;

const worker = await unstable_startWorker({
  config: join(REPO_ROOT, 'wrangler.toml'),
  bindings: Object.fromEntries(Object.entries(vars).map(([name, value]) => [name, { type: 'plain_text', value }])),
  dev: {
    server: { hostname: '127.0.0.1', port },
    inspector: false,
    watch: false,
    persist: stateDir,
    enableContainers: false,
    // The Worker's own events come with the level of `console.log`.
    logLevel: 'log',
  },
});

let isStopping = false;
async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  await worker.dispose();
  process.exit(0);
}
process.on('SIGTERM', stop);
process.stdin.resume().once('close', stop);

/** Wrangler brings a crashed runtime back, but not always to life; a Worker that stays silent is better gone than waited for. */
const SILENCE_CHECK_MS = 5_000;
const SILENT_CHECKS = 4;
async function endWhenSilent(url: URL): Promise<never> {
  for (let silent = 0; silent < SILENT_CHECKS;) {
    await delay(SILENCE_CHECK_MS);
    const isAlive = await fetch(new URL('healthz', url), { signal: AbortSignal.timeout(SILENCE_CHECK_MS) }).then(
      (response) => response.ok,
      () => false,
    );
    silent = isAlive ? 0 : silent + 1;
  }
  console.error('The Worker no longer answers.');
  process.exit(1);
}

await worker.ready;
const url = await worker.url;
process.stdout.write(`${JSON.stringify({ event: 'worker.listening', url: String(url) })}\n`);
await endWhenSilent(url);
