/**
 * How far a source has been played. Pure.
 * @module
 */
import { laneValue, type Lane } from './lanes.ts';

export type Rate = number | Lane;

export const MIN_RATE = 0.1;
export const MAX_RATE = 5;
const STEP_SECONDS = 0.01;

/** Seconds of the source that are played until a time of the clip, asked for in rising order. */
export function followRate(rate: Rate): (seconds: number) => number {
  if (typeof rate === 'number') return (seconds) => seconds * rate;
  const rateAt = (seconds: number): number => Math.min(MAX_RATE, Math.max(MIN_RATE, laneValue(rate, seconds)));
  let before = 0;
  let played = 0;
  return (seconds) => {
    // Whole steps are kept, so that the sum does not depend on when it was asked for.
    for (; before + 1 <= seconds / STEP_SECONDS; before++)
      played += STEP_SECONDS * rateAt((before + 0.5) * STEP_SECONDS);
    const from = before * STEP_SECONDS;
    return played + (seconds - from) * rateAt((from + seconds) / 2);
  };
}
