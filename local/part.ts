/**
 * One process of the local system. It leads a process group of its own, so that stopping it takes along what it
 * started; its standard input is a pipe held open by this process, so that it notices when this process is gone,
 * however that came about.
 * @module
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { EdgereelError } from '#contracts/errors.ts';
import { withoutAdminKey } from './local-vars.ts';
import { recordPart } from './part-record.ts';

const STOP_GRACE_MS = 2_000;
const LOG_TAIL_LENGTH = 1_500;

export interface PartOptions {
  /** Names the part in messages. */
  name: string;
  /** A program for this Node. */
  program: string;
  env: Record<string, string>;
  /** Chooses the variables of this process's environment that the part gets too. Default: all of them. */
  inherits?: (name: string) => boolean;
  /** Text that the part reads once, from descriptor 3 to its end; nothing of it is in the environment of the part. */
  handed?: string;
  /** Takes standard output and error, appended. */
  logFile: string;
  /** Folder in which its process is remembered while it runs. */
  recordDir: string;
  /** Name of the event line by which the part says that it is ready. */
  readyEvent: string;
  readyTimeoutMs: number;
}

export interface Part {
  readonly pid: number;
  /** The ready event's fields. */
  readonly ready: Record<string, unknown>;
  /** Resolves when the process and its group are gone. */
  readonly exited: Promise<void>;
  /** SIGTERM, two seconds of grace, SIGKILL for the group. May be called again. */
  stop(): Promise<void>;
}

/**
 * Starts a part and waits until it is ready. Throws with the end of its log when it exits before that or stays silent.
 */
export async function startPart(options: PartOptions, signal?: AbortSignal): Promise<Part> {
  signal?.throwIfAborted();
  const child = spawn(process.execPath, [options.program], {
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    env: { ...inherited(options), ...options.env },
  });
  // Writing into the pipe of a dead process is no error of ours.
  child.stdin.on('error', () => {});
  const handing = child.stdio[3] as Writable;
  handing.on('error', () => {});
  handing.end(options.handed ?? '');
  const recording = child.pid === undefined ? null : recordPart(options.recordDir, child.pid);
  // Without a record the part still runs; only after a kill of this process it may have to be ended by hand.
  recording?.catch(() => {});
  const log = createWriteStream(options.logFile, { flags: 'a' });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const exited = new Promise<void>((resolve) => {
    child.once('error', (error) => log.end(`${error.message}\n`, resolve));
    // A child of the part may still hold its output open.
    child.once('exit', () => killGroup(child.pid));
    child.once('close', () => log.end(resolve));
  }).then(async () => (await recording?.catch(() => null))?.forget());
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await Promise.race([exited, delay(STOP_GRACE_MS, undefined, { ref: false })]);
    killGroup(child.pid);
    await exited;
  };
  const ready = new Promise<Record<string, unknown>>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const event = parseEvent(line);
      if (event?.event === options.readyEvent) resolve(event);
    });
  });
  const timeout = AbortSignal.timeout(options.readyTimeoutMs);
  const aborted = once(signal ? AbortSignal.any([timeout, signal]) : timeout, 'abort').then(() => null);
  const outcome = await Promise.race([ready, exited.then(() => null), aborted]).catch(() => null);
  if (outcome) return { pid: child.pid!, ready: outcome, exited, stop };
  await stop();
  signal?.throwIfAborted();
  const tail = (await readFile(options.logFile, 'utf8').catch(() => '')).slice(-LOG_TAIL_LENGTH).trim();
  const what = timeout.aborted ? `was not ready after ${options.readyTimeoutMs / 1000} s` : 'ended before it was ready';
  throw new EdgereelError('INTERNAL', `${options.name} ${what}. The end of ${options.logFile}:\n${tail}`);
}

function inherited({ inherits = () => true }: PartOptions): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(withoutAdminKey(process.env)).filter(([name]) => inherits(name)));
}

function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // The group is gone already.
  }
}

function parseEvent(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' ? (value as Record<string, unknown> | null) : null;
  } catch {
    return null;
  }
}
