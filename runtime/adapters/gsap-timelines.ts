/**
 * Timelines in `window.__timelines`: the master, and those of compositions inside it.
 * @module
 */
import { findComposition } from '../composition/root.ts';
import { mediaOffset, playbackRate, startOf } from '../composition/timing.ts';
import { isOverwriting, partsOf, type TimelinePart } from '../composition/timeline-parts.ts';
import { masterTimeline, readTimelines, type TimelineLike } from '../composition/timeline-registry.ts';
import type { AdapterFactory } from './adapter.ts';
import { createPlayhead } from './gsap-playhead.ts';
import { primeTimeline } from './gsap-priming.ts';

/** A master shorter than a frame at 60 fps says nothing about the length of the composition. */
const MIN_MASTER_SECONDS = 1 / 60;

export const createGsapTimelines: AdapterFactory = () => {
  const primed = new WeakSet<TimelineLike>();
  const playhead = createPlayhead();

  return {
    name: 'gsap-timelines',
    seek({ timeSeconds }) {
      const timelines = readTimelines();
      for (const timeline of timelines.values()) {
        if (primed.has(timeline)) continue;
        primed.add(timeline);
        primeTimeline(timeline);
      }

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
    },
    landmarks() {
      const timelines = readTimelines();
      const master = masterTimeline(timelines);
      return [...timelines].flatMap(([id, timeline]) => {
        const host = timeline === master ? null : findComposition(id);
        const seconds = happenings(partsOf(timeline));
        return host ? seconds.map((local) => outerTime(host, local)) : seconds;
      });
    },
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

/** Where a callback may change the page, and where a tween begins that ends others. Seconds of the timeline's own time. */
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
