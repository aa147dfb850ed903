/**
 * @module
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface FoundProcess {
  pid: number;
  command: string;
}

/** All living processes that mention a folder in their command line, or have it in their environment. Linux alone. */
export async function processesOf(folder: string): Promise<FoundProcess[]> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const [command, environment] = await Promise.all(
        ['cmdline', 'environ'].map((file) => readFile(join('/proc', pid, file), 'utf8').catch(() => '')),
      );
      const isIt = `${command}${environment}`.includes(folder);
      return isIt ? [{ pid: Number(pid), command: command!.replaceAll('\0', ' ') }] : [];
    }),
  );
  return found.flat();
}
