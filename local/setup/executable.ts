/**
 * Finding and running programs of the machine.
 * @module
 */
import { execFile, spawn } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const execFileAsync = promisify(execFile);
const TRY_TIMEOUT_MS = 20_000;
const STOP_GRACE_MS = 2_000;
const TAIL_LENGTH = 600;

export async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** Every executable of that name in the folders of `PATH`, in their order. */
export async function findOnPath(name: string, env: NodeJS.ProcessEnv): Promise<string[]> {
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  const found = await Promise.all(
    folders.map(async (folder) => {
      const path = join(folder, name);
      return (await isExecutable(path)) ? [path] : [];
    }),
  );
  return found.flat();
}

/**
 * Runs a program to its end and returns what it wrote to standard output; null when it cannot start, fails or hangs.
 */
export async function tryRun(file: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string | null> {
  try {
    const { stdout } = await execFileAsync(file, args, {
      env,
      timeout: TRY_TIMEOUT_MS,
      killSignal: 'SIGKILL',
      maxBuffer: 8 << 20,
    });
    return stdout;
  } catch {
    return null;
  }
}

/**
 * Runs a program with its output kept back; of a failure, the end of the output becomes the message. An abort ends the
 * program, by force if need be, and is passed on once it is gone.
 */
export function runQuietly(
  file: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const child = spawn(file, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let tail = '';
    const keep = (data: Buffer) => {
      tail = (tail + data.toString()).slice(-TAIL_LENGTH);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    let forcing: NodeJS.Timeout | undefined;
    const stop = () => {
      child.kill('SIGTERM');
      forcing = setTimeout(() => child.kill('SIGKILL'), STOP_GRACE_MS);
    };
    signal?.addEventListener('abort', stop, { once: true });
    child.once('error', reject);
    child.once('exit', () => {
      clearTimeout(forcing);
      signal?.removeEventListener('abort', stop);
      if (!signal?.aborted) return;
      // What the program started may still hold its output open, and this process with it.
      child.stdout.destroy();
      child.stderr.destroy();
      reject(signal.reason as Error);
    });
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`exit code ${code}: ${tail.trim()}`))));
  });
}
