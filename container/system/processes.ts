/**
 * Reads processes and their threads from /proc of Linux. It reads synchronously, because the numbers of one look belong together.
 * @module
 */
import { readdirSync, readFileSync } from 'node:fs';

/** Times since a thread began. */
export interface ThreadTime {
  /** Time on a processor. */
  ranMs: number;
  /** Time in which it was ready for a processor that others had. */
  waitedMs: number;
}

/** These processes with all their descendants; null where there is no /proc. */
export function processTree(roots: readonly number[]): number[] | null {
  const parents = readParents();
  if (!parents) return null;
  const children = new Map<number, number[]>();
  for (const [pid, parent] of parents) {
    const siblings = children.get(parent);
    if (siblings) siblings.push(pid);
    else children.set(parent, [pid]);
  }
  const tree = roots.filter((pid) => parents.has(pid));
  for (const pid of tree) tree.push(...(children.get(pid) ?? []));
  return [...new Set(tree)];
}

/** Whether somebody has stopped the process, with SIGSTOP or a debugger. */
export const isStopped = (pid: number): boolean => /^[Tt]/.test(statOf(pid)?.[0] ?? '');

/** Times of each thread of these processes, by the id of the thread. */
export function threadTimes(pids: readonly number[]): Map<number, ThreadTime> {
  const times = new Map<number, ThreadTime>();
  for (const pid of pids) {
    for (const thread of listNumbers(`/proc/${pid}/task`)) {
      const [ran, waited] = (read(`/proc/${pid}/task/${thread}/schedstat`) ?? '').split(' ').map(Number);
      if (waited !== undefined) times.set(thread, { ranMs: ran! / 1e6, waitedMs: waited / 1e6 });
    }
  }
  return times;
}

/** Bytes that only these processes keep in memory; what they share among themselves counts once. */
export function memoryOf(pids: readonly number[]): number {
  let own = 0;
  let shared = 0;
  for (const pid of pids) {
    const status = read(`/proc/${pid}/status`) ?? '';
    own += kilobytes(status, 'RssAnon') + kilobytes(status, 'VmSwap');
    // Pictures that one process draws and another shows are in the memory of both.
    shared = Math.max(shared, kilobytes(status, 'RssShmem'));
  }
  return (own + shared) * 1024;
}

/** Bytes of private memory that a process may write to, used or not. */
export const committedBy = (pid: number): number => kilobytes(read(`/proc/${pid}/status`) ?? '', 'VmData') * 1024;

const kilobytes = (status: string, name: string): number =>
  Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0);

function readParents(): Map<number, number> | null {
  const pids = listNumbers('/proc');
  if (pids.length === 0) return null;
  const parents = new Map<number, number>();
  for (const pid of pids) {
    const stat = statOf(pid);
    if (stat) parents.set(pid, Number(stat[1]));
  }
  return parents;
}

/** Fields of `/proc/<pid>/stat` that follow the name of the command, which may hold spaces and brackets: state, parent and so on. */
function statOf(pid: number): string[] | null {
  const stat = read(`/proc/${pid}/stat`);
  return stat === null ? null : stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function listNumbers(folder: string): number[] {
  try {
    return readdirSync(folder).map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

/** Null when the process has ended meanwhile. */
function read(path: string): string | null {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return null;
  }
}
