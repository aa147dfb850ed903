/**
 * One run of FFmpeg: its input is written with back-pressure, its end is always awaited, its last words are kept.
 * @module
 */
import { spawn } from 'node:child_process';
import { EdgereelError } from '#contracts/errors.ts';

export interface FfmpegRun extends AsyncDisposable {
  /** Undefined when it did not start. */
  readonly pid: number | undefined;
  /** Standard output of FFmpeg; empty unless asked for. */
  readonly output: AsyncIterable<Buffer>;
  /** The end of what it has complained of. */
  complaints(): string;
  /** Settles when FFmpeg has taken them, so that their memory may be used again. Rejects as `finish` does when FFmpeg has ended. */
  write(bytes: Uint8Array): Promise<void>;
  /** Closes the input and waits for a good end. */
  finish(): Promise<void>;
}

const STDERR_LIMIT = 4_000;
const KILL_GRACE_MS = 1_000;
/** How FFmpeg ends when it catches a signal and stops in order. */
const ENDED_BY_SIGNAL = 255;

/** With `readsOutput` the output must be read to its end, or the run be disposed. */
export function startFfmpeg(
  ffmpegPath: string,
  args: string[],
  signal: AbortSignal,
  { readsOutput = false } = {},
): FfmpegRun {
  signal.throwIfAborted();
  const child = spawn(ffmpegPath, args, { stdio: ['pipe', readsOutput ? 'pipe' : 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (stderr = (stderr + text).slice(-STDERR_LIMIT)));
  // A write to a dead FFmpeg fails with EPIPE; how it ended says more.
  child.stdin!.on('error', () => {});

  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', (cause) =>
      reject(new EdgereelError('ENCODE_FAILED', `FFmpeg did not start from ${ffmpegPath}.`, { cause })),
    );
    child.once('close', (code, killedBy) => {
      if (code === 0) resolve();
      else reject(signal.aborted ? signal.reason : failure(code, killedBy, stderr));
    });
  });
  ended.catch(() => {});

  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  const kill = () => {
    if (hasEnded()) return;
    child.kill('SIGTERM');
    setTimeout(() => hasEnded() || child.kill('SIGKILL'), KILL_GRACE_MS).unref();
  };
  signal.addEventListener('abort', kill, { once: true });

  const stdin = child.stdin!;
  return {
    pid: child.pid,
    output: (child.stdout ?? []) as AsyncIterable<Buffer>,
    complaints: () => stderr.trim(),
    async write(bytes) {
      if (stdin.destroyed) return ended;
      const taken = Promise.withResolvers<void>();
      stdin.write(bytes, (error) => error || taken.resolve());
      await Promise.race([taken.promise, ended]);
    },
    finish() {
      stdin.end();
      return ended;
    },
    async [Symbol.asyncDispose]() {
      signal.removeEventListener('abort', kill);
      // What nobody reads any more would keep it from closing, also when it has ended.
      child.stdout?.destroy();
      kill();
      await ended.catch(() => {});
    },
  };
}

function failure(code: number | null, killedBy: NodeJS.Signals | null, stderr: string): EdgereelError {
  const details = { log: stderr.trim() };
  if (/no space left on device/i.test(stderr)) return new EdgereelError('NODE_DISK_FULL', undefined, { details });
  if (killedBy || code === ENDED_BY_SIGNAL)
    return new EdgereelError('ENCODER_CRASHED', `FFmpeg was ended by ${killedBy ?? 'a signal'}.`, { details });
  return new EdgereelError('ENCODE_FAILED', `FFmpeg ended with code ${code}: ${stderr.trim().split('\n').at(-1)}`, {
    details,
  });
}
