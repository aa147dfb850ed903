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

/** A master shorter than a frame at 60 fps says nothing about the length of the composition. */
const MIN_MASTER_SECONDS = 1 / 60;

export const createGsapTimelines: AdapterFactory = ({ fps }) => {
  const frameSeconds = fps.den / fps.num;
  const playhead = createPlayhead(frameSeconds);
  let lastSeconds = 0;

  /** Puts each timeline somewhere, the master first. `host` is the element whose time a timeline follows; null for the composition's. */
  function moveEach(
    timelines: ReadonlyMap<string, TimelineLike>,
    put: (timeline: TimelineLike, host: Element | null) => void,
  ): void {
    const master = masterTimeline(timelines);
    const siblings = [...timelines].filter(([, timeline]) => timeline !== master);
    const nested = siblings.map(([, timeline]) => timeline).filter((timeline) => isInside(timeline, master));
    // A paused timeline does not follow the one it lies in. One that lies in none stays paused, or GSAP's own clock would move it.
    for (const timeline of nested) timeline.play?.();
    if (master) put(master, null);
    for (const [id, timeline] of siblings) {
      const host = findComposition(id);
      // Without a host element it is where the author nested it.
      if (!host && nested.includes(timeline)) continue;
      timeline.pause?.();
      put(timeline, host);
    }
    for (const timeline of nested) timeline.play?.();
  }

  function move(timelines: ReadonlyMap<string, TimelineLike>, timeSeconds: number, isSuppressed: boolean): void {
    moveEach(timelines, (timeline, host) =>
      playhead.move(timeline, host ? localTime(host, timeSeconds) : timeSeconds, isSuppressed),
    );
  }

  return {
    name: 'gsap-timelines',
    seek({ timeSeconds }) {
      const timelines = readTimelines();
      playhead.prime([...timelines.values()]);
      const isBackwards = timeSeconds < lastSeconds;
      if (isBackwards) {
        moveEach(timelines, playhead.rewind);
        lastSeconds = 0;
      }
      // Where tweens of one property overlap, the one that was rendered last wins: so a jump renders each as it ends.
      const findEnds = (): number[] => timesOf(timelines, (parts) => parts.map(({ end }) => end));
      const ends = framesOnTheWay(findEnds, { from: lastSeconds, to: timeSeconds }, fps);
      // What has been called before the film went back is not called again, but for the frame that is shown.
      const approach = isBackwards && timeSeconds > 0 ? [...ends, Math.max(0, timeSeconds - frameSeconds)] : ends;
      for (const time of approach) move(timelines, time, isBackwards);
      move(timelines, timeSeconds, false);
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
