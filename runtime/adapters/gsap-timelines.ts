/**
 * Timelines in `window.__timelines`: the master, and those of compositions inside it.
 * @module
 */
import { framesOnTheWay } from '../composition/landmarks.ts';
import { findComposition } from '../composition/root.ts';
import { mediaOffset, playbackRate, startOf } from '../composition/timing.ts';
import { isOverwriting, partsOf, type TimelinePart } from '../composition/timeline-parts.ts';
import { masterTimeline, readTimelines, type TimelineLike } from '../composition/timeline-registry.ts';
import type { AdapterFactory } from './adapter.ts';
import { createPlayhead } from './gsap-playhead.ts';
import { primeTimeline } from './gsap-priming.ts';

/** A master shorter than a frame at 60 fps says nothing about the length of the composition. */
const MIN_MASTER_SECONDS = 1 / 60;

export const createGsapTimelines: AdapterFactory = ({ fps }) => {
  const primed = new WeakSet<TimelineLike>();
  const playhead = createPlayhead(fps.den / fps.num);
  let lastSeconds = 0;

  function move(timelines: ReadonlyMap<string, TimelineLike>, timeSeconds: number): void {
    const master = masterTimeline(timelines);
    const siblings = [...timelines].filter(([, timeline]) => timeline !== master);
    const nested = siblings.map(([, timeline]) => timeline).filter((timeline) => isInside(timeline, master));
    // A paused timeline does not follow the one it lies in. One that lies in none stays paused, or GSAP's own clock would move it.
    for (const timeline of nested) timeline.play?.();
    if (master) playhead.move(master, timeSeconds);
    for (const [id, timeline] of siblings) {
      const host = findComposition(id);
      // Without a host element it is where the author nested it.
      if (!host && nested.includes(timeline)) continue;
      timeline.pause?.();
      playhead.move(timeline, host ? localTime(host, timeSeconds) : timeSeconds);
    }
    for (const timeline of nested) timeline.play?.();
  }

  return {
    name: 'gsap-timelines',
    seek({ timeSeconds }) {
      const timelines = readTimelines();
      for (const timeline of timelines.values()) {
        if (primed.has(timeline)) continue;
        primed.add(timeline);
        primeTimeline(timeline);
      }
      // Where tweens of one property overlap, the one that was rendered last wins: so a jump renders each as it ends.
      const findEnds = (): number[] => timesOf(timelines, (parts) => parts.map(({ end }) => end));
      for (const time of framesOnTheWay(findEnds, { from: lastSeconds, to: timeSeconds }, fps)) move(timelines, time);
      move(timelines, timeSeconds);
      lastSeconds = timeSeconds;
    },
    landmarks: () => timesOf(readTimelines(), happenings),
    inferDuration() {
      const seconds = masterTimeline()?.duration() ?? 0;
      return seconds > MIN_MASTER_SECONDS ? seconds : 0;
    },
  };
};

/** Time inside an inner composition. */
function localTime(host: Element, timeSeconds: number): number {
  return mediaOffset(host) + Math.max(0, timeSeconds - startOf(host)) * playbackRate(host);
}

/** The inverse of `localTime`. */
function outerTime(host: Element, localSeconds: number): number {
  return startOf(host) + (localSeconds - mediaOffset(host)) / playbackRate(host);
}

/** Seconds of the composition, from the seconds that are picked of each timeline in its own time. */
function timesOf(
  timelines: ReadonlyMap<string, TimelineLike>,
  pick: (parts: readonly TimelinePart[]) => number[],
): number[] {
  const master = masterTimeline(timelines);
  return [...timelines].flatMap(([id, timeline]) => {
    const host = timeline === master ? null : findComposition(id);
    const seconds = pick(partsOf(timeline));
    return host ? seconds.map((local) => outerTime(host, local)) : seconds;
  });
}

/** Where a callback may change the page, and where a tween begins that may end others. */
function happenings(parts: readonly TimelinePart[]): number[] {
  const isEveryStartOne = isOverwriting(parts);
  return parts.flatMap(({ node, start, end }) => [
    ...(isEveryStartOne || node.vars?.onStart ? [start] : []),
    ...(node.vars?.onComplete ? [end] : []),
  ]);
}

function isInside(timeline: TimelineLike, outer: TimelineLike | null): boolean {
  for (let parent = timeline.parent; parent; parent = (parent as TimelineLike).parent) {
    if (parent === outer) return true;
  }
  return false;
}
