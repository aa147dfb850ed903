/**
 * Time limits that a busy machine does not use up. What counts is the time in which the work ran, or waited for something else than a
 * processor: while other programs have the processors, and while somebody has stopped it, the limit stands still. A limit of the wall clock
 * lies far behind, for work that gets nearly nothing.
 * @module
 */
import { availableParallelism, loadavg } from 'node:os';
import { EdgereelError } from '#contracts/errors.ts';
import { isStopped, processTree, threadTimes, type ThreadTime } from './processes.ts';

/** How many times the limit may pass on the wall clock. */
const WALL_FACTOR = 10;
const LONGEST_INTERVAL_MS = 500;
const SHORTEST_INTERVAL_MS = 20;

export interface WorkEnd {
  /** Only the wall clock's limit is reached: the machine is to blame, not the work. */
  isStarved: boolean;
  /** Its busiest thread has been on a processor for at least half of the time that counts. */
  isBusy: boolean;
}

interface SpentTime {
  /** What counts. */
  workMs: number;
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
    ({ workMs, ranMs, wallMs }) => {
      const isOver = workMs >= limitMs;
      if (!isOver && wallMs < WALL_FACTOR * limitMs) return;
      watch.stop();
      onEnd({ isStarved: !isOver, isBusy: ranMs >= workMs / 2 });
    },
    intervalMs,
  );
  return watch;
}

/** Tells again and again how much time the processes under `root` have had since now. */
export function watchWorkTime(
  root: number | undefined,
  onTime: (spent: Readonly<SpentTime>) => void,
  intervalMs = LONGEST_INTERVAL_MS,
): { stop(): void } {
  const spent: SpentTime = { workMs: 0, ranMs: 0, wallMs: 0 };
  let last = performance.now();
  let look: Look | null = null;
  const timer = setInterval(() => {
    const now = performance.now();
    const dtMs = now - last;
    last = now;
    const next = lookAt(root);
    // Work of the first moments that nobody has looked at counts as if it had had the machine.
    const { workMs, ranMs } =
      look && next ? progressOf(look, next, dtMs) : { workMs: dtMs * fairShare(next), ranMs: 0 };
    look = next;
    spent.wallMs += dtMs;
    // While this process itself stands still, so does whoever waits for it.
    spent.workMs += Math.min(workMs, 2 * intervalMs);
    spent.ranMs += ranMs;
    onTime(spent);
  }, intervalMs);
  return { stop: () => clearInterval(timer) };
}

/** For work that has ended by the wall clock alone. */
export function overloaded(what: string, limitMs: number): EdgereelError {
  const seconds = (WALL_FACTOR * limitMs) / 1000;
  return new EdgereelError(
    'NODE_OVERLOADED',
    `${what} was not done within ${seconds} s, and got less than ${limitMs / 1000} s of that: other programs have the processors of the render node.`,
    { details: { limit: seconds } },
  );
}

interface Look {
  /** Of the processes that work. */
  working: Map<number, ThreadTime>;
  /** Of this process, which answers them. */
  own: Map<number, ThreadTime>;
  isStopped: boolean;
}

/** Null where the operating system does not tell. */
function lookAt(root: number | undefined): Look | null {
  const pids = root === undefined ? null : processTree([root]);
  if (!pids) return null;
  const working = threadTimes(pids);
  if (working.size === 0) return null;
  return { working, own: threadTimes([process.pid]), isStopped: pids.some(isStopped) };
}

/** How much of the last `dtMs` counts, and how long the busiest thread ran. */
export function progressOf(before: Look, after: Look, dtMs: number): { workMs: number; ranMs: number } {
  const rose = (key: keyof ThreadTime, ...kinds: ('working' | 'own')[]): number => {
    let most = 0;
    for (const kind of kinds) {
      for (const [thread, time] of after[kind])
        most = Math.max(most, time[key] - (before[kind].get(thread)?.[key] ?? 0));
    }
    return Math.min(dtMs, most);
  };
  const ranMs = rose('ranMs', 'working');
  if (after.isStopped) return { workMs: ranMs, ranMs };
  return { workMs: Math.max(ranMs, dtMs - rose('waitedMs', 'working', 'own')), ranMs };
}

/** Where threads cannot be looked at, everybody who wants a processor is thought to get as much as the others. */
function fairShare(look: Look | null): number {
  if (look) return 1;
  return 1 / Math.max(1, loadavg()[0]! / availableParallelism());
}
