/**
 * A process that has ended while its parent does not ask how.
 * @module
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { readProcess } from '../../local/processes.mjs';

export async function makeZombie(): Promise<{ pid: number } & AsyncDisposable> {
  // The shell becomes another program, which knows nothing of the child that it has.
  const parent = spawn('sh', ['-c', 'sleep 0.1 & echo $!; exec sleep 600'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  const pid = Number(line.toString());
  while (!readProcess(pid)?.isZombie) await delay(10);
  return {
    pid,
    async [Symbol.asyncDispose]() {
      const exited = once(parent, 'exit');
      parent.kill('SIGKILL');
      await exited;
    },
  };
}
