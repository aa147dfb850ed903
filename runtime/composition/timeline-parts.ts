/**
 * What lies inside a GSAP timeline, and when.
 * @module
 */
import type { TimelineChild, TimelineLike } from './timeline-registry.ts';

export interface TimelinePart {
  node: TimelineChild;
  /** Seconds in the timeline's own time; the end of the last repetition. */
  start: number;
  end: number;
}

/** All tweens and timelines inside, those that a stagger or keyframes make included. None for a timeline of the author's own making. */
export function partsOf(timeline: TimelineLike): TimelinePart[] {
  return descendants(timeline).map((node) => ({
    node,
    start: timeWithin(timeline, node, 0),
    end: timeWithin(timeline, node, node.totalDuration()),
  }));
}

/** Whether tweens end each other as they begin, for good. */
export function isOverwriting(parts: readonly TimelinePart[]): boolean {
  return parts.some(({ node }) => node.vars?.overwrite === 'auto');
}

function descendants(timeline: TimelineLike): TimelineChild[] {
  const children = timeline.getChildren?.(true, true, true) ?? [];
  return children.flatMap((child) => [child, ...(child.timeline ? descendants(child.timeline) : [])]);
}

function timeWithin(timeline: TimelineLike, child: TimelineChild, seconds: number): number {
  let time = seconds;
  for (let node: TimelineChild | undefined = child; node && node !== (timeline as unknown); node = node.parent) {
    time = node.startTime() + time / (node.timeScale() || 1);
  }
  return time;
}
