/**
 * Moving a timeline's playhead so that the picture does not tell where it came from. Of two tweens of one property GSAP lets the later
 * win on the way forwards and the earlier on the way back; so every time but 0 is reached from below, and 0 always from above.
 * @module
 */
import type { TimelineLike } from '../composition/timeline-registry.ts';

export interface Playhead {
  /** Seconds of the timeline's own time, clamped to it. Callbacks on the way forwards run once. */
  move(timeline: TimelineLike, timeSeconds: number): void;
}

/** `approachSeconds` is how far below a time its approach begins: a frame, as in a film that is played. */
export function createPlayhead(approachSeconds: number): Playhead {
  const positions = new WeakMap<TimelineLike, number>();
  return {
    move(timeline, timeSeconds) {
      const time = Math.min(Math.max(0, timeSeconds), timeline.totalDuration?.() ?? timeline.duration());
      // A primed timeline stands a moment past 0.
      const before = positions.get(timeline) ?? Number.MIN_VALUE;
      positions.set(timeline, time);
      if (!timeline.totalTime) timeline.seek?.(time, false);
      else if (time === before) renderAgain(timeline, time, approachSeconds);
      else {
        if (time < before && time > 0) timeline.totalTime(Math.max(0, time - approachSeconds), true);
        timeline.totalTime(time, false);
      }
    },
  };
}

/**
 * GSAP skips a time that it believes to be showing, although something else may have changed the page. With callbacks it has to be left
 * at that: one that the playhead comes to lie on with events suppressed would run at the next move.
 */
function renderAgain(timeline: TimelineLike, time: number, approachSeconds: number): void {
  if (!timeline.totalTime || hasCallbacks(timeline)) return;
  timeline.totalTime(time > 0 ? Math.max(0, time - approachSeconds) : approachSeconds, true);
  timeline.totalTime(time, true);
}

function hasCallbacks(timeline: TimelineLike): boolean {
  const tweens = timeline.getChildren?.(true, true, false) ?? [];
  return tweens.some((tween) => tween.duration() === 0 && typeof tween.vars?.onComplete === 'function');
}
