/**
 * When a timed element shows. Pure.
 * @module
 */

/** Absolute seconds; `end` null means for ever. */
export interface TimeWindow {
  start: number;
  end: number | null;
}

/** An edge this close to a frame's time, in frames, is that frame's time. */
const SNAP_FRAMES = 1e-3;

/**
 * Half-open: visible at the start, hidden at the end. A window that reaches the end of the composition stays open,
 * so that the frame at t = duration is not blank.
 */
export function isInWindow(
  window: TimeWindow,
  timeSeconds: number,
  durationSeconds: number,
  fps: { num: number; den: number },
): boolean {
  if (timeSeconds < snapToFrame(window.start, fps)) return false;
  if (window.end === null || (durationSeconds > 0 && window.end >= durationSeconds - 1e-6)) return true;
  return timeSeconds < snapToFrame(window.end, fps);
}

function snapToFrame(timeSeconds: number, { num, den }: { num: number; den: number }): number {
  const exact = (timeSeconds * num) / den;
  const nearest = Math.round(exact);
  return Math.abs(exact - nearest) <= SNAP_FRAMES ? (nearest * den) / num : timeSeconds;
}
