/**
 * A GSAP tween notes its starting values when it is first rendered. Met for the first time in the middle of the timeline it would
 * note other values than in a film that is played from 0. So every tween is begun once, at its own start, in order.
 * @module
 */
import { isOverwriting, partsOf } from '../composition/timeline-parts.ts';
import type { TimelineLike } from '../composition/timeline-registry.ts';

/** Past a tween's start by less than shows, past the rounding of nested starts by enough. */
const PAST_START_SECONDS = 1e-6;
/** Beyond so many distinct starts the walk would be felt at each page load. */
const MAX_STARTS = 5_000;

/** Leaves the timeline paused a moment past 0, with zero-time `set()`s applied and no callback run: the first seek runs those at 0. */
export function primeTimeline(timeline: TimelineLike): void {
  timeline.pause?.();
  timeline.progress?.(0.0001, true);
  if (!timeline.totalTime) return;
  for (const start of distinctStarts(timeline)) timeline.totalTime(start + PAST_START_SECONDS, true);
  timeline.totalTime(PAST_START_SECONDS, true);
}

/** Seconds in the timeline's own time, ascending. None when tweens overwrite each other, since beginning one ends another for good. */
function distinctStarts(timeline: TimelineLike): number[] {
  const parts = partsOf(timeline);
  if (isOverwriting(parts)) return [];
  const starts = new Set(parts.map(({ start }) => start));
  return starts.size <= MAX_STARTS ? [...starts].toSorted((a, b) => a - b) : [];
}
