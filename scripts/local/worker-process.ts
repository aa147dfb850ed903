/**
 * Program: runs the Worker in workerd until told to stop or until the launcher's end of standard input closes.
 * @module
 */
import { join } from 'node:path';
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
    logLevel: 'warn',
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

await worker.ready;
process.stdout.write(`${JSON.stringify({ event: 'worker.listening', url: String(await worker.url) })}\n`);
