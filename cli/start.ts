/**
 * `npm start`: the whole system on this machine, until Ctrl-C.
 * @module
 */
import { once } from 'node:events';
import { EdgereelError } from '#contracts/errors.ts';
import { mirrorArg, readMirrors } from '../local/mirror-options.ts';
import { startLocalSystem } from '../local/start-system.ts';
import { MAX_NODES } from '../local/node-count.ts';
import { fromCaller } from '../local/paths.ts';
import { buildEngine } from '../scripts/build.ts';
import { parseCount, readRepeated, runProgram } from '../local/run-program.ts';

const args = {
  port: { type: 'string', default: '8787', description: 'Port on 127.0.0.1; 0 takes any free one', valueHint: 'PORT' },
  nodes: { type: 'string', description: 'Render nodes to start (default: from cores and memory)', valueHint: 'N' },
  mirror: mirrorArg,
  data: {
    type: 'string',
    description: 'Folder for state, which is kept, logs and scratch files (default: .edgereel)',
    valueHint: 'DIR',
  },
} as const;

await runProgram(
  { meta: { name: 'npm start --', description: 'Run Edgereel on this machine: preview, API and render nodes.' }, args },
  async ({ args: { port, nodes, data }, rawArgs, signal }) => {
    await using system = await startLocalSystem({
      built: buildEngine(),
      port: parseCount('port', port, 0, 65_535),
      nodes: parseCount('nodes', nodes, 1, MAX_NODES),
      mirrors: readMirrors(readRepeated(rawArgs, 'mirror')),
      dataDir: data === undefined ? undefined : fromCaller(data),
      isShared: true,
      log: console.error,
      signal,
    });
    console.log(`Ready on ${system.url}`);
    console.error(`Logs are in ${system.logsDir}. Ctrl-C stops everything.`);
    await Promise.race([once(signal, 'abort'), system.ended]);
    signal.throwIfAborted();
    throw new EdgereelError('INTERNAL', `The Worker's process ended. Its log is ${system.logsDir}/worker.log.`);
  },
);
