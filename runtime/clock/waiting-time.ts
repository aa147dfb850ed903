/**
 * The clock of the page's time limits. It is the browser's own until the render node sets it: the node leaves out what other programs of its
 * machine take, so that a page waits no shorter where there is much else to do.
 * @module
 */

export interface WaitingTime {
  nowMs(): number;
}

/** The clock of the browser, taken before the page's own is put in its place. */
const browserTime = performance.now.bind(performance);
const POLL_INTERVAL_MS = 50;

/** The time that was set last, and the reading of this clock when it was set first. */
let told: { beganMs: number; ms: number } | null = null;

export const waitingTime: WaitingTime = { nowMs: () => (told ? told.beganMs + told.ms : browserTime()) };

/** Sets the clock, in milliseconds since the first call; null returns to the browser's clock. */
export function passTime(ms: number | null): void {
  told = ms === null ? null : { beganMs: told?.beganMs ?? browserTime(), ms };
}

/** Calls back after `durationMs` by the clock, unless it is cancelled. */
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
