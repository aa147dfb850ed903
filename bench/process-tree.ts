/**
 * CPU time and memory of a process with all its descendants, from Linux's /proc.
 * @module
 */
import { readdir, readFile } from 'node:fs/promises';

/** Linux counts CPU time in hundredths of a second for every program that reads /proc. */
const TICKS_PER_SECOND = 100;

interface Process {
  parent: number;
  /** User and system time of the process and of the children it has waited for. */
  cpuSeconds: number;
}

export interface TreeUsage {
  cpuSeconds: number;
  /** Proportional set size: shared pages are counted once. */
  memoryBytes: number;
}

export async function readTreeUsage(root: number): Promise<TreeUsage> {
  const processes = await readProcesses();
  const members = [...processes.keys()].filter((pid) => descendsFrom(pid, root, processes));
  const memory = await Promise.all(members.map(readMemory));
  return {
    cpuSeconds: members.reduce((sum, pid) => sum + processes.get(pid)!.cpuSeconds, 0),
    memoryBytes: memory.reduce((sum, bytes) => sum + bytes, 0),
  };
}

export interface TreeWatch extends AsyncDisposable {
  stop(): Promise<{ cpuSeconds: number; peakMemoryBytes: number }>;
}

/** Samples memory until stopped, which keeps this program going; CPU time is read at both ends. */
export async function watchTree(root: number, intervalMs = 100): Promise<TreeWatch> {
  const start = await readTreeUsage(root);
  let peakMemoryBytes = start.memoryBytes;
  let isStopped = false;
  const sampling = (async () => {
    while (!isStopped) {
      peakMemoryBytes = Math.max(peakMemoryBytes, (await readTreeUsage(root)).memoryBytes);
      await new Promise((resolve) => setTimeout(resolve, intervalMs));
    }
  })();
  return {
    async stop() {
      isStopped = true;
      await sampling;
      const end = await readTreeUsage(root);
      return { cpuSeconds: end.cpuSeconds - start.cpuSeconds, peakMemoryBytes };
    },
    async [Symbol.asyncDispose]() {
      isStopped = true;
      await sampling;
    },
  };
}

async function readProcesses(): Promise<Map<number, Process>> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const entries = await Promise.all(
    pids.map(async (pid): Promise<[number, Process] | null> => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
      if (stat === null) return null;
      // The command's name may hold spaces and brackets; the numbers follow its last bracket.
      const fields = stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .map(Number);
      const [, parent] = fields;
      const ticks = fields.slice(11, 15).reduce((sum, value) => sum + value, 0);
      return [pid, { parent: parent!, cpuSeconds: ticks / TICKS_PER_SECOND }];
    }),
  );
  return new Map(entries.filter((entry) => entry !== null));
}

function descendsFrom(pid: number, root: number, processes: Map<number, Process>): boolean {
  for (let current = pid; current > 1; current = processes.get(current)?.parent ?? 0) {
    if (current === root) return true;
  }
  return false;
}

async function readMemory(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) * 1024;
}
