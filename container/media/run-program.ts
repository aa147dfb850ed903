/**
 * Runs FFmpeg's programs on files that may be anything: bounded in time, always ended.
 * @module
 */
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { EdgereelError } from '#contracts/errors.ts';
import { limitWorkTime, overloaded } from '../system/work-time.ts';

export interface ProgramResult<Output> {
  output: Output;
  /** 0 is good. */
  code: number | null;
  stderr: string;
}

const LOG_LENGTH = 4_000;

/**
 * Rejects when the program cannot start, takes too long or the signal aborts. How it ended is for the caller to judge. `timeoutMs` limits the
 * program's own time, as `limitWorkTime` counts it. Of its standard error the last `logLength` characters are kept.
 */
export async function runProgram<Output = string>(
  path: string,
  args: readonly string[],
  {
    signal,
    timeoutMs,
    logLength = LOG_LENGTH,
    read = text as unknown as (stdout: NodeJS.ReadableStream) => Promise<Output>,
  }: {
    signal: AbortSignal;
    timeoutMs: number;
    logLength?: number;
    read?: (stdout: NodeJS.ReadableStream) => Promise<Output>;
  },
): Promise<ProgramResult<Output>> {
  const timeout = new AbortController();
  const child = spawn(path, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    signal: AbortSignal.any([signal, timeout.signal]),
    killSignal: 'SIGKILL',
  });
  const watch = limitWorkTime(child.pid, timeoutMs, ({ isStarved }) =>
    timeout.abort(isStarved ? overloaded('A file', timeoutMs) : tooSlow(timeoutMs)),
  );
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (words: string) => (stderr = (stderr + words).slice(-logLength)));
  const closed = new Promise<number | null>((resolve, reject) => {
    child.once('error', (cause) => {
      if (signal.aborted) reject(signal.reason as Error);
      else if (timeout.signal.aborted) reject(timeout.signal.reason as Error);
      else reject(new EdgereelError('INTERNAL', `${path} did not start.`, { cause }));
    });
    child.once('close', resolve);
  });
  closed.catch(() => {}).finally(watch.stop);
  // What was read of a program that was killed does not matter.
  const output = await read(child.stdout).catch(async (error: unknown) => {
    child.kill('SIGKILL');
    await closed;
    throw error;
  });
  return { output, code: await closed, stderr: stderr.trim() };
}

const tooSlow = (timeoutMs: number): EdgereelError =>
  new EdgereelError(
    'VIDEO_SOURCE_UNRENDERABLE',
    `The file could not be read within ${timeoutMs / 1000} s of processor time.`,
  );
