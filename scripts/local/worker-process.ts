/**
 * Program: runs the Worker in workerd until told to stop or until the launcher's end of standard input closes.
 * @module
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseEnv } from 'node:util';
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare';
import { LOCAL_WORKER, REPO_ROOT } from '../paths.ts';
import { OPTIONS_VARIABLE, type LocalWorkerOptions } from './local-worker.ts';
import { toWorkerOptions } from './worker-options.ts';

const { port, stateDir, vars } = JSON.parse(process.env[OPTIONS_VARIABLE]!) as LocalWorkerOptions;

const [toml, devVars, script] = await Promise.all([
  readFile(join(REPO_ROOT, 'wrangler.toml'), 'utf8'),
  // Where `wrangler dev` takes secrets from.
  readFile(join(REPO_ROOT, '.dev.vars'), 'utf8').catch(() => ''),
  readFile(LOCAL_WORKER, 'utf8'),
]);
const options = convertV4MiniflareOptions({
  ...toWorkerOptions(toml, REPO_ROOT, script, { ...(parseEnv(devVars) as Record<string, string>), ...vars }),
  host: '127.0.0.1',
  port,
  // Where `wrangler dev` keeps it.
  defaultPersistRoot: join(stateDir, 'v3'),
  // The Worker's own events come through; a line for each request would say them again.
  log: new Log(LogLevel.WARN),
  // Asked of the network otherwise.
  cf: false,
});
const miniflare = new Miniflare(options);

let isStopping = false;
async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  await miniflare.dispose();
  process.exit(0);
}
process.on('SIGTERM', stop);
process.stdin.resume().once('close', stop);

const CHECK_MS = 2_000;
const CHECK_TIMEOUT_MS = 5_000;
/** A Worker that stays silent, or does not come back, is better gone than waited for. */
const SILENT_CHECKS = 4;

/** A workerd that has died is started again, on the same port and over the same state. */
async function keepAnswering(url: URL): Promise<void> {
  for (let silent = 0; silent < SILENT_CHECKS;) {
    await delay(CHECK_MS);
    const health = await fetch(new URL('healthz', url), { signal: AbortSignal.timeout(CHECK_TIMEOUT_MS) }).then(
      ({ ok }) => (ok ? 'well' : 'silent'),
      (error: Error) => (isRefused(error) ? 'gone' : 'silent'),
    );
    if (isStopping) return;
    silent = health === 'well' ? 0 : silent + 1;
    if (health === 'gone') {
      console.error('The Worker has ended, and is started again.');
      await miniflare.setOptions(options).catch((error: unknown) => console.error(error));
    }
  }
  console.error('The Worker no longer answers.');
  process.exit(1);
}

function isRefused({ cause }: Error): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ECONNREFUSED';
}

const url = await miniflare.ready;
process.stdout.write(`${JSON.stringify({ event: 'worker.listening', url: String(url) })}\n`);
await keepAnswering(url);
