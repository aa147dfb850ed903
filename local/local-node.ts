/**
 * A render node as a part of the local system: it comes back on the same port when it dies.
 * @module
 */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { REPO_ROOT } from './paths.ts';
import type { EnginePaths } from './setup/ensure-engine.ts';
import { startPart, type Part, type PartOptions } from './part.ts';
import type { PartPlaces } from './part-places.ts';

const READY_TIMEOUT_MS = 60_000;
const FIRST_BACKOFF_MS = 200;
const LONGEST_BACKOFF_MS = 5_000;
/** A node that lived this long has earned a quick restart. */
const HEALTHY_AFTER_MS = 10_000;
/**
 * Variables of the launcher's environment that a node and its FFmpeg need: where programs and libraries are, where temporary files go, and the
 * node's own settings. A key or password that a user has in the shell is not passed on.
 */
const FOR_NODES =
  /^(PATH|HOME|USER|TMPDIR|TMP|TEMP|TZ|LANG|LC_\w+|LD_LIBRARY_PATH|DYLD_\w+|NODE_OPTIONS|NODE_EXTRA_CA_CERTS|EDGEREEL_\w+)$/;
const SECRETS = new Set(['EDGEREEL_ADMIN_KEY', 'EDGEREEL_API_KEY', 'EDGEREEL_NODE_SECRET']);
const isForNodes = (name: string): boolean => FOR_NODES.test(name) && !SECRETS.has(name);

export interface LocalNodeOptions {
  index: number;
  port: number;
  slots: number;
  /** Secret that the Worker must show. */
  secret: string;
  engine: EnginePaths;
  /** Engine build that another node of this machine has found, as JSON. Default: this one finds it out. */
  engineBuild?: string | undefined;
  workDir: string;
  places: PartPlaces;
  /** Program to run. Default `container/node/main.ts`. */
  program?: string | undefined;
  /** Over the environment given otherwise. */
  env?: Record<string, string> | undefined;
}

export interface LocalNode {
  readonly url: string;
  /** Process id of the present incarnation; the group's id too. */
  readonly pid: number;
  readonly engineId: string;
  /** Its engine build, as JSON; absent when it does not say. */
  readonly engineBuild: string | undefined;
  stop(): Promise<void>;
}

export async function startLocalNode(options: LocalNodeOptions, signal?: AbortSignal): Promise<LocalNode> {
  // One that comes back finds out anew what it renders with: its program may have changed meanwhile.
  const partOptions = describeNode({ ...options, engineBuild: undefined });
  const stopping = new AbortController();
  let part = await startPart(describeNode(options), signal);

  const keepAlive = async (): Promise<void> => {
    let backoffMs = FIRST_BACKOFF_MS;
    while (!stopping.signal.aborted) {
      const startedAt = performance.now();
      await part.exited;
      if (performance.now() - startedAt > HEALTHY_AFTER_MS) backoffMs = FIRST_BACKOFF_MS;
      await delay(backoffMs, undefined, { signal: stopping.signal }).catch(() => {});
      backoffMs = Math.min(backoffMs * 2, LONGEST_BACKOFF_MS);
      // A start that fails leaves the dead part in place, so that the loop comes round again.
      part = await startPart(partOptions, stopping.signal).catch((): Part => part);
    }
    // The last restart may have become ready in the moment of stopping.
    await part.stop();
  };
  const supervision = keepAlive();

  return {
    url: `http://127.0.0.1:${options.port}`,
    get pid() {
      return part.pid;
    },
    engineId: String(part.ready.engineId),
    engineBuild: typeof part.ready.engineBuild === 'string' ? part.ready.engineBuild : undefined,
    async stop() {
      stopping.abort();
      await part.stop();
      await supervision;
    },
  };
}

function describeNode({
  index,
  port,
  slots,
  secret,
  engine,
  engineBuild,
  workDir,
  places,
  program,
  env,
}: LocalNodeOptions): PartOptions {
  return {
    name: `Render node ${index}`,
    program: program ?? join(REPO_ROOT, 'container/node/main.ts'),
    env: {
      HOST: '127.0.0.1',
      PORT: String(port),
      EDGEREEL_CREDENTIALS_FD: '3',
      EDGEREEL_CHROME: engine.chromePath,
      EDGEREEL_FFMPEG: engine.ffmpegPath,
      EDGEREEL_FFPROBE: engine.ffprobePath,
      ...(engineBuild && { EDGEREEL_ENGINE_BUILD: engineBuild }),
      EDGEREEL_SLOTS: String(slots),
      EDGEREEL_WORK_DIR: workDir,
      EDGEREEL_EXIT_WITH_PARENT: '1',
      // Who stops the local system does not wait for its renders.
      EDGEREEL_DRAIN_MS: '0',
      TMPDIR: places.tempDir,
      ...env,
    },
    inherits: isForNodes,
    handed: secret,
    logFile: join(places.logsDir, `node-${index}.log`),
    recordDir: places.recordDir,
    readyEvent: 'node.listening',
    readyTimeoutMs: READY_TIMEOUT_MS,
  };
}
