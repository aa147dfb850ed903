/**
 * The clock by which the page waits for what may never come. It is the browser's own until whoever drives the page tells the time: a render
 * node leaves out what other programs of its machine take, so that a page waits no shorter where there is much else to do.
 * @module
 */

export interface WaitingTime {
  nowMs(): number;
}

/** Taken before the page's own clock is put in its place. */
const browserTime = performance.now.bind(performance);
const POLL_INTERVAL_MS = 50;

/** What was told last, and the reading of this clock at which telling began. */
let told: { beganMs: number; ms: number } | null = null;

export const waitingTime: WaitingTime = { nowMs: () => (told ? told.beganMs + told.ms : browserTime()) };

/** Milliseconds since whoever drives the page has begun to tell the time; null when it tells no more. */
export function passTime(ms: number | null): void {
  told = ms === null ? null : { beganMs: told?.beganMs ?? browserTime(), ms };
}

/** Calls back after so much waiting. Returns what calls it off. */
export function afterWaiting(
  durationMs: number,
  callback: () => void,
  clock: WaitingTime = waitingTime,
): { cancel(): void } {
  const endMs = clock.nowMs() + durationMs;
  let timer: ReturnType<typeof setTimeout>;
  const check = (): void => {
    const leftMs = endMs - clock.nowMs();
    if (leftMs <= 0) callback();
    else timer = setTimeout(check, Math.min(leftMs, POLL_INTERVAL_MS));
  };
  check();
  return { cancel: () => clearTimeout(timer) };
}
