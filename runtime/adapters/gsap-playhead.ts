/**
 * Moving a timeline's playhead so that the picture does not tell where it came from. Of two tweens of one property GSAP lets the later
 * win on the way forwards and the earlier on the way back, and what was empty or absent it does not take back; so every time but 0 is
 * reached from below, and 0 always from above.
 * @module
 */
import type { TimelineLike } from '../composition/timeline-registry.ts';
import { primeTimelines, rewindTimeline } from './gsap-priming.ts';
import type { FirstState } from './gsap-first-state.ts';

export interface Playhead {
  /** Must be called with timelines before they are moved; those that are known are left alone. */
  prime(timelines: readonly TimelineLike[]): void;
  /** Puts a timeline back to its beginning, without callbacks, as if it had never been moved. */
  rewind(timeline: TimelineLike): void;
  /** Seconds of the timeline's own time, clamped to it. Callbacks on the way forwards run once, unless they are suppressed. */
  move(timeline: TimelineLike, timeSeconds: number, isSuppressed: boolean): void;
}

/** `approachSeconds` is a frame: a timeline that is put where it stands comes from so far below. */
export function createPlayhead(approachSeconds: number): Playhead {
  const firstStates = new WeakMap<TimelineLike, FirstState>();
  const positions = new WeakMap<TimelineLike, number>();

  /** GSAP skips a time that it believes to be showing, although something else may have changed the page. */
  function renderAgain(timeline: TimelineLike, time: number): void {
    // One that the playhead comes to lie on with events suppressed would run at the next move.
    if (!timeline.totalTime || hasCallbacks(timeline)) return;
    timeline.totalTime(time > 0 ? Math.max(0, time - approachSeconds) : approachSeconds, true);
    timeline.totalTime(time, true);
    if (time === 0) firstStates.get(timeline)?.restore();
  }

  return {
    prime(timelines) {
      const unknown = timelines.filter((timeline) => !firstStates.has(timeline));
      for (const [timeline, firstState] of primeTimelines(unknown)) firstStates.set(timeline, firstState);
    },
    rewind(timeline) {
      if (!timeline.totalTime) return;
      rewindTimeline(timeline);
      firstStates.get(timeline)?.restore();
      positions.delete(timeline);
    },
    move(timeline, timeSeconds, isSuppressed) {
      const time = Math.min(Math.max(0, timeSeconds), timeline.totalDuration?.() ?? timeline.duration());
      // A primed timeline stands a moment past 0.
      const before = positions.get(timeline) ?? Number.MIN_VALUE;
      positions.set(timeline, time);
      if (!timeline.totalTime) timeline.seek?.(time, isSuppressed);
      else if (time === before) renderAgain(timeline, time);
      else timeline.totalTime(time, isSuppressed);
    },
  };
}

function hasCallbacks(timeline: TimelineLike): boolean {
  const tweens = timeline.getChildren?.(true, true, false) ?? [];
  return tweens.some((tween) => tween.duration() === 0 && typeof tween.vars?.onComplete === 'function');
}
