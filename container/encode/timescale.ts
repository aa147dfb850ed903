/**
 * The clock of a video track: every frame lasts a whole number of its ticks.
 * @module
 */
import type { Fps } from '#contracts/fps.ts';

/** Ticks per second: the rate's numerator, raised above the usual players' granularity. */
export function timescaleOf({ num }: Fps): number {
  return num < 1000 ? num * 1000 : num;
}

/** Ticks per frame in that timescale. */
export function frameTicksOf({ num, den }: Fps): number {
  return num < 1000 ? den * 1000 : den;
}
