/**
 * A render node: configuration, engine, server, and an orderly end.
 * @module
 */
import { mkdir, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { readConfig } from '../engine/config.ts';
import { openEngine } from '../engine/engine.ts';
import { jsonLogger } from '../system/logger.ts';
import { createNodeServer } from './server.ts';
import { takeSecret } from './take-secret.ts';

const { secret, isStillReadable } = takeSecret(process.env);
const config = readConfig(process.env);
const logger = jsonLogger((line) => process.stdout.write(line));
if (isStillReadable) {
  logger.event('node.secret_readable', {
    reason:
      'EDGEREEL_NODE_SECRET stays in the environment of this process: name a descriptor in EDGEREEL_CREDENTIALS_FD.',
  });
}

// What an earlier life left behind is of no use to this one.
await rm(config.workDir, { recursive: true, force: true });
await mkdir(config.workDir, { recursive: true });

// Chrome's start is hidden behind the node's own, and behind the plan.
const engine = await openEngine(config, { warmBrowsers: config.slots });
const server = createNodeServer(engine, { secret, slots: config.slots, logger });
server.http.listen(config.port, config.host, () => {
  const { port } = server.http.address() as AddressInfo;
  logger.event('node.listening', {
    port,
    slots: config.slots,
    engineId: engine.build.id,
    engineBuild: JSON.stringify(engine.build),
  });
  void engine.browsers.sandboxState.then(({ isOn, reason }) =>
    logger.event('node.sandbox', { outcome: isOn ? 'on' : 'off', ...(reason !== null && { reason }) }),
  );
});

let isStopping = false;
/** The first signal lets the work under way finish within `graceMs`; a second one, or a lost parent, ends it. */
async function stop(reason: string, graceMs: number): Promise<void> {
  if (isStopping) {
    server.abort();
    return;
  }
  isStopping = true;
  logger.event('node.draining', { reason });
  const deadline = setTimeout(() => server.abort(), graceMs);
  await server.drain();
  clearTimeout(deadline);
  server.http.close();
  server.http.closeAllConnections();
  await engine[Symbol.asyncDispose]();
  await rm(config.workDir, { recursive: true, force: true, maxRetries: 5 });
  logger.event('node.stopped', { reason });
  process.exit(0);
}

process.on('SIGTERM', () => void stop('SIGTERM', config.drainMs));
process.on('SIGINT', () => void stop('SIGINT', 0));
if (config.exitsWithParent) {
  process.stdin.resume();
  process.stdin.once('close', () => {
    void stop('parent gone', 0);
    server.abort();
  });
}
