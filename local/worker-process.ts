/**
 * Program: runs the Worker in workerd until told to stop or until the launcher's end of standard input closes.
 * @module
 */
import { randomBytes } from 'node:crypto';
import { closeSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Log, LogLevel, Miniflare } from 'miniflare';
import { REPO_ROOT } from './paths.ts';
import { claimPort } from './free-port.ts';
import { startFront } from './front.ts';
import { serveCompositions } from './compositions/live-compositions.ts';
import type { LocalWorkerOptions } from './local-worker.ts';
import { toMiniflareOptions } from './worker-options.ts';

/** Descriptor through which `startPart` hands over the options. */
const OPTIONS_FD = 3;
const { port, stateDir, vars, compositionsDir, built } = JSON.parse(
  readFileSync(OPTIONS_FD, 'utf8'),
) as LocalWorkerOptions;
closeSync(OPTIONS_FD);

/** Port of the Worker behind the front. Nodes call it directly: their tokens are all that the artifact store asks for. */
const innerPort = await claimPort(0);
const frontSecret = randomBytes(24).toString('base64url');

const [toml, script] = await Promise.all([
  readFile(join(REPO_ROOT, 'wrangler.toml'), 'utf8'),
  readFile(built.worker, 'utf8'),
]);
const compositions = serveCompositions(compositionsDir, join(REPO_ROOT, 'node_modules'));
const miniflare = new Miniflare(
  toMiniflareOptions(
    {
      toml,
      root: REPO_ROOT,
      script,
      vars: { PUBLIC_URL: `http://127.0.0.1:${innerPort}`, ...vars, LOCAL_FRONT_SECRET: frontSecret },
      compositions,
    },
    // The Worker's own events come through; a line for each request would say them again.
    { port: innerPort, stateDir, log: new Log(LogLevel.WARN) },
  ),
);

let isStopping = false;
async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  await miniflare.dispose();
  process.exit(0);
}
process.on('SIGTERM', stop);
process.stdin.resume().once('close', stop);

/** Miniflare brings a crashed runtime back, but perhaps not to life; a Worker that stays silent is better gone than waited for. */
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

const target = await miniflare.ready;
const { url } = await startFront({ port, target, secret: frontSecret });
process.stdout.write(`${JSON.stringify({ event: 'worker.listening', url })}\n`);
await endWhenSilent(target);
