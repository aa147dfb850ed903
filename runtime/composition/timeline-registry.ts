/**
 * `window.__timelines`, read anew each time: authors register late, replace entries and bring objects of their own making.
 * @module
 */
import { listedTimelines, timelineRegistry } from './page-registry.ts';
import { findComposition, findRoot } from './root.ts';

/** The parts of a timeline that the runtime uses: a duration and one way of seeking. GSAP's offer more. */
export interface TimelineLike {
  duration(): number;
  totalDuration?(): number;
  totalTime?(seconds: number, suppressEvents?: boolean): unknown;
  seek?(seconds: number, suppressEvents?: boolean): unknown;
  progress?(ratio: number, suppressEvents?: boolean): unknown;
  pause?(): unknown;
  play?(): unknown;
  getChildren?(nested: boolean, tweens: boolean, timelines: boolean): TimelineChild[];
  parent?: unknown;
}

/** A tween or timeline inside a GSAP timeline. */
export interface TimelineChild {
  duration(): number;
  totalDuration(): number;
  startTime(): number;
  timeScale(): number;
  totalTime(seconds: number, suppressEvents: boolean): unknown;
  paused?(): boolean;
  reversed?(): boolean;
  /** Of a tween. */
  targets?(): unknown[];
  /** Whether it moves its children in time so that they go on from where they are put. */
  smoothChildTiming?: boolean;
  parent?: TimelineChild;
  /** What a stagger or keyframes made of the tween. */
  timeline?: TimelineLike;
  vars?: { onStart?: unknown; onComplete?: unknown; overwrite?: unknown; keyframes?: unknown };
}

/** All usable timelines by id. A list has no ids: its only entry is the root's, several are `tl-0`, `tl-1`, … */
export function readTimelines(): Map<string, TimelineLike> {
  const named = namedEntries(listedTimelines().filter(isUsable));
  const entries = Object.entries(timelineRegistry());
  return new Map([...named, ...entries.filter((entry): entry is [string, TimelineLike] => isUsable(entry[1]))]);
}

export function timelineOf(compositionId: string): TimelineLike | null {
  return readTimelines().get(compositionId) ?? null;
}

/** The root's timeline. Without an entry of its own, the only playable one that belongs to no other composition. */
export function masterTimeline(timelines: ReadonlyMap<string, TimelineLike> = readTimelines()): TimelineLike | null {
  const own = timelines.get(rootId());
  if (own) return own;
  const playable = [...timelines].filter(([id, timeline]) => timeline.play && timeline.pause && !findComposition(id));
  return playable.length === 1 ? playable[0]![1] : null;
}

function namedEntries(list: TimelineLike[]): [string, TimelineLike][] {
  return list.map((timeline, index) => [list.length === 1 ? rootId() : `tl-${index}`, timeline]);
}

function rootId(): string {
  return findRoot()?.getAttribute('data-composition-id') ?? '';
}

function isUsable(value: unknown): value is TimelineLike {
  if (typeof value !== 'object' || value === null) return false;
  const timeline = value as Partial<TimelineLike>;
  return (
    typeof timeline.duration === 'function' &&
    (typeof timeline.totalTime === 'function' || typeof timeline.seek === 'function')
  );
}
