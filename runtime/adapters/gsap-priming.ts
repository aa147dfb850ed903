/**
 * A GSAP tween notes its starting values when it is first rendered. Met for the first time in the middle of the timeline it would
 * note other values than in a film that is played from 0. So every tween is begun once, at its own start, in order.
 * @module
 */
import { isOverwriting, partsOf, type TimelinePart } from '../composition/timeline-parts.ts';
import type { TimelineLike } from '../composition/timeline-registry.ts';
import { keepFirstState, type FirstState } from './gsap-first-state.ts';
import { plainTweens, type PlainTween } from './gsap-plain-tweens.ts';

/** Past a tween's start by less than shows, past the rounding of nested starts by enough. */
const PAST_START_SECONDS = 1e-6;
/** Beyond so many distinct starts the walk of a whole timeline would be felt at each page load. */
const MAX_STARTS = 5_000;

const NOTHING_LEFT: FirstState = { restore() {} };

/**
 * Leaves timelines paused a moment past 0, with zero-time `set()`s applied, no callback run, and no trace of what comes later: the first
 * seek runs the callbacks at 0. Returns what undoes the traces of each, for whenever it is put there again.
 */
export function primeTimelines(timelines: readonly TimelineLike[]): Map<TimelineLike, FirstState> {
  for (const timeline of timelines) toBeginning(timeline);
  return new Map(timelines.map((timeline) => [timeline, beginTweens(timeline)]));
}

/** Puts a timeline where it is primed. */
export function rewindTimeline(timeline: TimelineLike): void {
  timeline.pause?.();
  toBeginning(timeline);
}

function toBeginning(timeline: TimelineLike): void {
  if (timeline.totalTime) timeline.totalTime(PAST_START_SECONDS, true);
  else timeline.progress?.(0.0001, true);
}

function beginTweens(timeline: TimelineLike): FirstState {
  rewindTimeline(timeline);
  if (!timeline.totalTime) return NOTHING_LEFT;
  const parts = partsOf(timeline);
  // Beginning one that ends others ends them for good.
  if (isOverwriting(parts)) return NOTHING_LEFT;
  return keepFirstState(parts, () => {
    const tweens = plainTweens(parts);
    if (tweens) beginEach(tweens);
    else beginAll(timeline, parts);
    timeline.totalTime?.(PAST_START_SECONDS, true);
  });
}

/** Takes the whole timeline from start to start: all that moves at a start is drawn there, and measured by the browser. */
function beginAll(timeline: TimelineLike, parts: readonly TimelinePart[]): void {
  const starts = new Set(parts.map(({ start }) => start));
  if (starts.size > MAX_STARTS) return;
  for (const start of [...starts].toSorted((a, b) => a - b)) timeline.totalTime?.(start + PAST_START_SECONDS, true);
}

/** Begins tweens that see nothing but their targets: only the earlier tweens of these are put at the time. */
function beginEach(tweens: readonly PlainTween[]): void {
  const begun = new Map<unknown, PlainTween[]>();
  const inOrder = tweens.toSorted((a, b) => a.start - b.start);
  for (const tween of inOrder) {
    const time = tween.start + PAST_START_SECONDS;
    for (const earlier of new Set(tween.targets.flatMap((target) => begun.get(target) ?? []))) put(earlier, time);
    put(tween, time);
    for (const target of tween.targets) begun.set(target, [...(begun.get(target) ?? []), tween]);
  }
  for (const tween of inOrder.toReversed()) put(tween, PAST_START_SECONDS);
}

/** `timeSeconds` is of the timeline that is primed, and may lie before the tween. */
function put({ node, start, end }: PlainTween, timeSeconds: number): void {
  const rate = end > start ? node.totalDuration() / (end - start) : 1;
  node.totalTime((timeSeconds - start) * rate, true);
}
