/**
 * A GSAP tween notes its starting values when it is first rendered. Met for the first time in the middle of the timeline it would
 * note other values than in a film that is played from 0. So every tween is begun once, at its own start, in order.
 * @module
 */
import type { TimelineChild, TimelineLike } from '../composition/timeline-registry.ts';

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
  const tweens = timeline.getChildren?.(true, true, false) ?? [];
  if (tweens.some((tween) => tween.vars?.overwrite === 'auto')) return [];
  const starts = new Set(tweens.map((tween) => startWithin(timeline, tween)));
  return starts.size <= MAX_STARTS ? [...starts].toSorted((a, b) => a - b) : [];
}

function startWithin(timeline: TimelineLike, tween: TimelineChild): number {
  let time = 0;
  for (let node: TimelineChild | undefined = tween; node && node !== (timeline as unknown); node = node.parent) {
    time = node.startTime() + time / (node.timeScale() || 1);
  }
  return time;
}
