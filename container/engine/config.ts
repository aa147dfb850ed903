/**
 * The node's settings, read from the environment once, at start. A bad value stops the start and names the variable.
 * @module
 */
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { EngineBuild } from '#contracts/plan.ts';
import { NODE_PORT } from '#contracts/protocol.ts';
import { browserMemory, countSlots } from './slots.ts';

export interface NodeConfig {
  /** TCP port; 0 takes any free one. */
  port: number;
  host: string;
  /** Path of Chrome's headless shell; a bare name is not looked up. Default: where Debian has it. */
  chromePath: string;
  ffmpegPath: string;
  /** Default: beside FFmpeg. */
  ffprobePath: string;
  /** Folder with the built runtime and the bundled fonts. */
  engineAssets: string;
  /** Folder for plans, chunks and browser profiles; emptied at start. */
  workDir: string;
  /** Calls taken at once. */
  slots: number;
  /** Memory that one browser may take, in bytes; the variable is in MiB. Default: four fifths of a slot's share, at most 2.5 GiB. */
  browserMemoryBytes: number;
  /** `auto`: Chrome's own sandbox is on where it can be had. */
  chromeSandbox: 'auto' | 'off';
  /** How long a composition may take to become ready, and one frame to be sought, of its own time (`work-time.ts`). */
  readyTimeoutMs: number;
  /** How long work under way may go on after SIGTERM. The platform kills after 15 minutes. */
  drainMs: number;
  /** Engine build that a launcher of several nodes has found on this machine. Default: found out at start, which takes seconds. */
  engineBuild: EngineBuild | null;
  /** Stop when standard input closes, so that a launcher that dies leaves no node behind. */
  exitsWithParent: boolean;
}

export function readConfig(env: Record<string, string | undefined>): Readonly<NodeConfig> {
  const ffmpegPath = env['EDGEREEL_FFMPEG'] || 'ffmpeg';
  const slots = integer(env, 'EDGEREEL_SLOTS', countSlots(), 1);
  return Object.freeze({
    port: integer(env, 'PORT', NODE_PORT, 0, MAX_PORT),
    host: env['HOST'] || '0.0.0.0',
    chromePath: env['EDGEREEL_CHROME'] || '/usr/bin/chromium-headless-shell',
    ffmpegPath,
    ffprobePath: env['EDGEREEL_FFPROBE'] || besideFfmpeg(ffmpegPath),
    engineAssets: resolve(env['EDGEREEL_ENGINE_ASSETS'] || join(import.meta.dirname, '../../public/__edgereel')),
    workDir: resolve(env['EDGEREEL_WORK_DIR'] || join(tmpdir(), `edgereel-node-${process.pid}`)),
    slots,
    browserMemoryBytes:
      MEBIBYTE * integer(env, 'EDGEREEL_BROWSER_MEMORY_MIB', Math.floor(browserMemory(slots) / MEBIBYTE), 256),
    chromeSandbox: oneOf(env, 'EDGEREEL_CHROME_SANDBOX', ['auto', 'off'] as const),
    readyTimeoutMs: integer(env, 'EDGEREEL_READY_TIMEOUT_MS', 30_000, 1, MAX_TIMER_MS),
    drainMs: integer(env, 'EDGEREEL_DRAIN_MS', 14 * 60_000, 0, MAX_TIMER_MS),
    engineBuild: readBuild(env['EDGEREEL_ENGINE_BUILD']),
    exitsWithParent: env['EDGEREEL_EXIT_WITH_PARENT'] === '1',
  });
}

function readBuild(text: string | undefined): EngineBuild | null {
  if (!text) return null;
  try {
    return EngineBuild.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error('EDGEREEL_ENGINE_BUILD is not the JSON of an engine build.', { cause });
  }
}

/** A bare name is looked up on `PATH`, and so is its neighbour. */
const besideFfmpeg = (ffmpegPath: string): string =>
  ffmpegPath.includes('/') ? join(dirname(ffmpegPath), 'ffprobe') : 'ffprobe';

/** The first of the values is the default. */
function oneOf<const Value extends string>(
  env: Record<string, string | undefined>,
  name: string,
  values: readonly [Value, ...Value[]],
): Value {
  const text = env[name] || values[0];
  const value = values.find((known) => known === text);
  if (value === undefined) throw new Error(`${name} must be one of ${values.join(', ')}, not ${JSON.stringify(text)}.`);
  return value;
}

const MEBIBYTE = 1024 ** 2;
const MAX_PORT = 65_535;
/** A longer timer fires at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

function integer(
  env: Record<string, string | undefined>,
  name: string,
  fallback: number,
  min: number,
  max = Number.MAX_SAFE_INTEGER,
): number {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new Error(`${name} must be an integer from ${min} to ${max}, not ${JSON.stringify(text)}.`);
  }
  return value;
}
