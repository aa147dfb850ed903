/**
 * The whole system on one machine: render nodes as child processes, the Worker with its Durable Objects and R2 in
 * workerd.
 * @module
 */
import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { COMPOSITIONS_DIR, STATE_DIR } from './paths.ts';
import { ensureEngine, type EnginePaths } from './setup/ensure-engine.ts';
import { lockDataDir } from './data-lock.ts';
import { claimPort } from './free-port.ts';
import { startLocalNode, type LocalNode } from './local-node.ts';
import { ADMIN_KEY, readLocalVars } from './local-vars.ts';
import { startLocalWorker } from './local-worker.ts';
import type { BuiltFiles } from './built-files.ts';
import { openPlaces } from './part-places.ts';
import type { Part } from './part.ts';
import type { Mirrors } from './mirror-file.ts';
import { nameBuild } from './name-build.ts';
import { defaultNodeCount, shareSlots, thisMachine } from './node-count.ts';
import { startWebGateway } from './web-gateway.ts';

export interface LocalSystemOptions {
  /** Files that `npm run build` makes; settles once they are there. */
  built: Promise<BuiltFiles>;
  /** Port of the Worker. Default 0: any free one. */
  port?: number | undefined;
  /** Number of render nodes. Default: from cores and memory. */
  nodes?: number | undefined;
  /** State, logs and scratch space; one system at a time. Default `.edgereel`. */
  dataDir?: string | undefined;
  /** Other commands of this clone may use the system. Default: it is its starter's alone. */
  isShared?: boolean | undefined;
  /** Default: found, or installed if need be. */
  engine?: EnginePaths | undefined;
  /** Folder of the bundled compositions. Default `public/compositions`. */
  compositionsDir?: string | undefined;
  /** Folders that answer for parts of the web, by URL prefix. Default: none. */
  mirrors?: Mirrors | undefined;
  /** Text bindings of the Worker, over the launcher's own. */
  vars?: Record<string, string> | undefined;
  /** Environment of the nodes, over the launcher's own. */
  nodeEnv?: Record<string, string> | undefined;
  /** Program of the nodes, for tests. */
  nodeProgram?: string | undefined;
  /** Receives one line about each step. Default: silence. */
  log?: (line: string) => void;
  /** Aborts the start; a system that is up is stopped by `stop`. */
  signal?: AbortSignal | undefined;
}

export interface LocalSystem extends AsyncDisposable {
  /** Base URL of the Worker, without a slash at the end. */
  readonly url: string;
  /** The key that the API wants; absent when it is open to callers on this machine. */
  readonly apiKey?: string;
  readonly nodes: readonly LocalNode[];
  readonly logsDir: string;
  /** Resolves when the Worker's process has ended, asked or not. */
  readonly ended: Promise<void>;
  /** Stops everything within five seconds. May be called again. */
  stop(): Promise<void>;
}

/** Starts the nodes and the Worker. Whatever fails, nothing is left running. */
export async function startLocalSystem(options: LocalSystemOptions): Promise<LocalSystem> {
  const { port = 0, dataDir = STATE_DIR, compositionsDir = COMPOSITIONS_DIR, log = () => {}, signal } = options;
  await using opened = new AsyncDisposableStack();
  const lock = opened.use(await lockDataDir(dataDir));
  const { places, workDir } = opened.use(await openPlaces(dataDir));

  // The sources are named before any of them is loaded by a part.
  const namingBuild = options.isShared ? nameBuild() : null;
  namingBuild?.catch(() => {});
  const web = opened.use(await startWebGateway(options.mirrors ?? {}));
  // Only the nodes need it.
  const findingEngine = Promise.resolve(options.engine ?? ensureEngine({ log, ...(signal && { signal }) }));
  // Whoever waits for it is told.
  findingEngine.catch(() => {});
  options.built.catch(() => {});
  const workerPort = await claimPort(port);
  const built = await options.built;

  const machine = thisMachine();
  const nodeCount = options.nodes ?? defaultNodeCount(machine);
  const slots = shareSlots(machine, nodeCount);
  const secret = randomBytes(24).toString('base64url');
  const nodePorts = await Promise.all(Array.from({ length: nodeCount }, () => claimPort(0)));
  const url = `http://127.0.0.1:${workerPort}`;
  const vars: Record<string, string> = {
    ...(await readLocalVars()),
    RENDER_NODES: nodePorts.map((nodePort) => `http://127.0.0.1:${nodePort}`).join(','),
    RENDER_NODE_SECRET: secret,
    WHOLE_RENDER_MAX_SECONDS: '0',
    REMOTE_MIRRORS: JSON.stringify(web.remoteMirrors),
    ...options.vars,
  };

  log(`Starting ${nodeCount} render ${nodeCount === 1 ? 'node' : 'nodes'} and the Worker …`);
  const startNode = async (index: number, engineBuild?: string): Promise<LocalNode> => {
    const engine = await findingEngine;
    const nodeOptions = { index, port: nodePorts[index]!, slots: slots[index]!, secret, engine, places };
    const nodeWorkDir = join(workDir, `node-${index}`);
    await mkdir(nodeWorkDir, { recursive: true });
    const node = await startLocalNode(
      { ...nodeOptions, engineBuild, workDir: nodeWorkDir, program: options.nodeProgram, env: options.nodeEnv },
      signal,
    );
    opened.defer(() => node.stop());
    return node;
  };
  // The nodes are alike: the first one finds out what it renders with, and tells the others.
  const startingFirst = startNode(0);
  const startingNodes = nodePorts.map(async (_port, index) => {
    const first = await startingFirst;
    return index === 0 ? first : startNode(index, first.engineBuild);
  });
  const startingWorker = startLocalWorker(
    { port: workerPort, stateDir: join(dataDir, 'state'), vars, compositionsDir, built },
    places,
    signal,
  ).then((worker) => {
    opened.defer(() => worker.stop());
    return worker;
  });
  // All have settled before a failure is passed on, so that each one that came up is known and gets stopped.
  await Promise.allSettled([...startingNodes, startingWorker]);
  const worker = await startingWorker;
  const nodes = await Promise.all(startingNodes);

  if (namingBuild) await lock.announce({ url, build: await namingBuild });
  const running = opened.move();
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopped ??= stopAll(running, worker, nodes));
  const apiKey = vars[ADMIN_KEY];
  return {
    url,
    ...(apiKey && { apiKey }),
    nodes,
    logsDir: places.logsDir,
    ended: worker.exited,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** The Worker goes first: a node that goes before it would count as lost, which costs its render an attempt. */
async function stopAll(running: AsyncDisposableStack, worker: Part, nodes: readonly LocalNode[]): Promise<void> {
  await worker.stop();
  await Promise.all(nodes.map((node) => node.stop()));
  await running.disposeAsync();
}
