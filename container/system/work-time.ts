/**
 * Time limits that a busy machine does not use up. They count the work's own time: the time in which it ran, or waited for something else than
 * a processor. While other programs have the processors, and while somebody has stopped the work, the limit stands still. A limit of the wall
 * clock lies far behind, for work that gets nearly nothing.
 * @module
 */
import { availableParallelism, loadavg } from 'node:os';
import { EdgereelError } from '#contracts/errors.ts';
import { isStopped, processTree, threadTimes, type ThreadTime } from './processes.ts';

/** Limit of the wall clock, as a multiple of the limit of own time. */
const WALL_FACTOR = 10;
const LONGEST_INTERVAL_MS = 500;
const SHORTEST_INTERVAL_MS = 20;

export interface WorkEnd {
  /** Whether only the limit of the wall clock is reached: the machine is to blame, not the work. */
  isStarved: boolean;
  /** Whether the busiest thread has been on a processor for at least half of the own time. */
  isBusy: boolean;
}

interface SpentTime {
  /** Own time so far. */
  workMs: number;
  /** Part of `workMs` that was estimated before threads could be read. */
  unseenMs: number;
  /** How long the busiest thread was on a processor. */
  ranMs: number;
  wallMs: number;
}

/** Calls `onEnd` once when the processes under `root`, for which this one works, have used up `limitMs`. */
export function limitWorkTime(
  root: number | undefined,
  limitMs: number,
  onEnd: (end: WorkEnd) => void,
): { stop(): void } {
  const intervalMs = Math.min(LONGEST_INTERVAL_MS, Math.max(SHORTEST_INTERVAL_MS, limitMs / 10));
  const watch = watchWorkTime(
    root,
    ({ workMs, unseenMs, ranMs, wallMs }) => {
      const isOver = workMs >= limitMs;
      if (!isOver && wallMs < WALL_FACTOR * limitMs) return;
      watch.stop();
      onEnd({ isStarved: !isOver, isBusy: ranMs > 0 && ranMs >= (workMs - unseenMs) / 2 });
    },
    intervalMs,
  );
  return watch;
}

/** Reports how much own time the processes under `root` have had since this call, again and again until stopped. */
export function watchWorkTime(
  root: number | undefined,
  onTime: (spent: Readonly<SpentTime>) => void,
  intervalMs = LONGEST_INTERVAL_MS,
): { stop(): void } {
  let spent: SpentTime = { workMs: 0, unseenMs: 0, ranMs: 0, wallMs: 0 };
  let last = performance.now();
  let look: Look | null = null;
  const timer = setInterval(() => {
    const now = performance.now();
    const passedMs = now - last;
    last = now;
    const next = lookAt(root);
    // While this process itself stands still, so does whoever waits for it.
    const dtMs = Math.min(passedMs, 2 * intervalMs);
    spent = look && next ? addProgress(spent, progressOf(look, next), dtMs) : addUnseen(spent, dtMs * fairShare(next));
    spent.wallMs += passedMs;
    look = next;
    onTime(spent);
  }, intervalMs);
  return { stop: () => clearInterval(timer) };
}

/** Adds estimated time: that of the first interval, and of a system that does not tell. */
function addUnseen(spent: SpentTime, ms: number): SpentTime {
  return { ...spent, workMs: spent.workMs + ms, unseenMs: spent.unseenMs + ms };
}

/** Error for work that only the limit of the wall clock has ended. */
export function overloaded(what: string, limitMs: number): EdgereelError {
  const seconds = (WALL_FACTOR * limitMs) / 1000;
  return new EdgereelError(
    'NODE_OVERLOADED',
    `${what} was not done within ${seconds} s, and got less than ${limitMs / 1000} s of that: other programs have the processors of the render node.`,
    { details: { limit: seconds } },
  );
}

interface Look {
  /** Thread times of the processes that work. */
  working: Map<number, ThreadTime>;
  /** Thread times of this process, which answers them. */
  own: Map<number, ThreadTime>;
  isStopped: boolean;
}

/** Reads all threads once; null where the operating system does not tell. */
function lookAt(root: number | undefined): Look | null {
  const pids = root === undefined ? null : processTree([root]);
  if (!pids) return null;
  const working = threadTimes(pids);
  if (working.size === 0) return null;
  return { working, own: threadTimes([process.pid]), isStopped: pids.some(isStopped) };
}

interface Progress {
  isStopped: boolean;
  /** Time of the busiest thread on a processor. */
  ranMs: number;
  /** Time of the thread that waited longest for a processor. The system reports a wait at its end, all at once. */
  waitedMs: number;
}

export function progressOf(before: Look, after: Look): Progress {
  const rose = (key: keyof ThreadTime, ...kinds: ('working' | 'own')[]): number =>
    Math.max(
      0,
      ...kinds.flatMap((kind) =>
        [...after[kind]].map(([thread, time]) => time[key] - (before[kind].get(thread)?.[key] ?? 0)),
      ),
    );
  return { isStopped: after.isStopped, ranMs: rose('ranMs', 'working'), waitedMs: rose('waitedMs', 'working', 'own') };
}

/** Adds the progress of the last `dtMs`. A wait that began before and is only reported now has been counted as work and is taken back. */
export function addProgress(spent: SpentTime, { isStopped, ranMs, waitedMs }: Progress, dtMs: number): SpentTime {
  const ran = spent.ranMs + Math.min(ranMs, dtMs);
  const work = spent.workMs + (isStopped ? 0 : dtMs - waitedMs);
  return { ...spent, ranMs: ran, workMs: Math.max(work, spent.unseenMs + ran) };
}

/** Share of a processor that work is thought to get. Where threads cannot be read, all that want a processor get the same. */
function fairShare(look: Look | null): number {
  if (look) return 1;
  return 1 / Math.max(1, loadavg()[0]! / availableParallelism());
}
