/**
 * From the composition's time to that of a file, and to the frame of it that shows. Pure.
 * @module
 */
import type { FrameTimes } from '#contracts/media.ts';

export interface MediaTiming {
  /** Composition time at which the element begins. */
  startSeconds: number;
  /** Source time at which it begins. */
  mediaStartSeconds: number;
  /** Source seconds per composition second. */
  rate: number;
  isLooped: boolean;
}

/** Source seconds at a composition time; beyond the end when the file is shorter and not looped. `lengthSeconds` is the file's. */
export function sourceSeconds(timing: MediaTiming, lengthSeconds: number, timeSeconds: number): number {
  const { startSeconds, mediaStartSeconds, rate, isLooped } = timing;
  const played = Math.max(0, timeSeconds - startSeconds) * rate;
  const loopSeconds = lengthSeconds - mediaStartSeconds;
  if (!isLooped || !(loopSeconds > 0)) return mediaStartSeconds + played;
  const rest = played % loopSeconds;
  // What a double loses must not show the end of a round in place of the next one's beginning.
  return mediaStartSeconds + (loopSeconds - rest < GUARD_SECONDS ? 0 : rest);
}

const GUARD_SECONDS = 1e-9;
/** Times in a file are rounded to its ticks, so a frame may be marked later than it is; ticks that are longer than this are not rounding. */
const MOST_ROUNDING_SECONDS = 1e-3;

/** The last frame that has begun; the first one before all of them. */
export function frameAt({ tick, origin, first, runs }: FrameTimes, seconds: number): number {
  const ticksPerSecond = tick.den / tick.num;
  const rounding = Math.min(0.5, MOST_ROUNDING_SECONDS * ticksPerSecond);
  let left = origin + seconds * ticksPerSecond + rounding - first;
  let index = 0;
  for (const [count, distance] of runs) {
    const passed = Math.min(count, Math.floor(left / distance));
    if (passed > 0) index += passed;
    if (passed < count) return index;
    left -= count * distance;
  }
  return index;
}

/** Length of the pictures alone. */
export function videoSeconds({ tick, origin, end }: FrameTimes): number {
  return ((end - origin) * tick.num) / tick.den;
}
