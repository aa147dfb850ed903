/**
 * Any command, measured from outside by `meter.py`: the same way for ours and for a peer's.
 * @module
 */
import { spawn } from 'node:child_process';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Command {
  /** The program and its arguments. */
  line: readonly [string, ...string[]];
  cwd: string;
  env?: Record<string, string>;
}

export interface Usage {
  exitCode: number;
  /** Time from the start of the command to its end. */
  wallSeconds: number;
  /** CPU time of all its processes, those that outlived it included. */
  cpuSeconds: number;
  /** Sum of proportional set sizes, sampled twice a second. */
  peakMemoryBytes: number;
  peakProcesses: number;
  /** What measuring took beside it. */
  meterCpuSeconds: number;
  /** Commands of processes that had to be killed after it. */
  leftovers: string[];
}

const LOG_TAIL_CHARACTERS = 2_000;

/** Runs a command to its end; what it prints goes to `workDir/log.txt`. Throws with the end of that when it fails. */
export async function meter(command: Command, workDir: string, signal: AbortSignal): Promise<Usage> {
  signal.throwIfAborted();
  await mkdir(workDir, { recursive: true });
  const [resultPath, logPath] = [join(workDir, 'usage.json'), join(workDir, 'log.txt')];
  await using log = await open(logPath, 'w');
  const child = spawn('python3', [join(import.meta.dirname, 'meter.py'), resultPath, ...command.line], {
    cwd: command.cwd,
    env: { ...process.env, ...command.env },
    stdio: ['ignore', log.fd, log.fd],
  });
  const kill = (): boolean => child.kill('SIGTERM');
  signal.addEventListener('abort', kill);
  try {
    const code = await new Promise<number | null>((resolve, reject) =>
      child.once('error', reject).once('close', resolve),
    );
    signal.throwIfAborted();
    if (code !== 0) {
      const tail = (await readFile(logPath, 'utf8')).slice(-LOG_TAIL_CHARACTERS);
      throw new Error(`${command.line.join(' ')} ended with exit code ${code}:\n${tail}`);
    }
    return JSON.parse(await readFile(resultPath, 'utf8')) as Usage;
  } finally {
    signal.removeEventListener('abort', kill);
  }
}
