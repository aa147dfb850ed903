/**
 * Windows of timed elements, read from the document as it stands.
 * @module
 */
import { parseDuration, parseSeconds, parseStart } from '#contracts/time-grammar.ts';
import { timelineOf } from './timeline-registry.ts';
import { enclosingComposition, findComposition, findRoot } from './root.ts';
import type { TimeWindow } from './time-window.ts';

const NEVER_TIMED = 'script, style, link, meta';
/** An image that does not say how long it shows, shows for this long. */
const IMAGE_SECONDS = 3;

/** All timed elements in document order. Only images are timed by a track alone. */
export function timedElements(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-start], img[data-track-index]')].filter(
    (element) => !element.matches(NEVER_TIMED),
  );
}

/** What one look at the document has found so far, so that what others count from is found once. */
export interface TimingReading {
  /** Elements whose start is being resolved: one that needs itself starts at 0. */
  readonly pending: Set<Element>;
  readonly starts: Map<Element, number>;
  /** Times at which an element needed itself: what is found on the way there holds only for the one that was asked for. */
  cycles: number;
  /** Lengths in seconds that were taken from media and timelines, because the document does not say them. */
  readonly lengths: Map<Element, number | null>;
}

export function newReading(): TimingReading {
  return { pending: new Set(), starts: new Map(), cycles: 0, lengths: new Map() };
}

/** The root shows always; its duration is the length of the render, not a window. */
export function windowOf(element: Element, reading: TimingReading = newReading()): TimeWindow {
  if (element === findRoot()) return { start: 0, end: null };
  const start = startOf(element, reading);
  const duration = durationOf(element, reading);
  return { start, end: duration === null ? null : start + duration };
}

/** Absolute start in seconds. */
export function startOf(element: Element, reading: TimingReading = newReading()): number {
  const known = reading.starts.get(element);
  if (known !== undefined) return known;
  const { cycles } = reading;
  const start = resolveStart(element, reading);
  if (reading.cycles === cycles) reading.starts.set(element, start);
  return start;
}

function resolveStart(element: Element, reading: TimingReading): number {
  if (element === findRoot() || isPending(element, reading)) return 0;
  reading.pending.add(element);
  try {
    const host = enclosingComposition(element);
    const text = element.getAttribute('data-start');
    if (text === null) {
      if (!host) return 0;
      const isChild = element.hasAttribute('data-composition-id') && host === element.parentElement;
      // A medium without a start begins with the composition it lies in.
      return isChild || element instanceof HTMLMediaElement ? startOf(host, reading) : 0;
    }
    const start = parseStart(text, (id) => findTarget(id, element) !== null);
    if (!start) return 0;
    if (start.kind === 'local') return (host && !isGlobal(element) ? startOf(host, reading) : 0) + start.seconds;
    const target = findTarget(start.target, element);
    if (!target || isPending(target, reading)) return 0;
    // The target's start is absolute already, so the host's offset is not added again.
    return Math.max(0, startOf(target, reading) + (durationOf(target, reading) ?? 0) + start.offset);
  } finally {
    reading.pending.delete(element);
  }
}

function isPending(element: Element, reading: TimingReading): boolean {
  const isPending = reading.pending.has(element);
  if (isPending) reading.cycles++;
  return isPending;
}

/** What the attributes say, whatever the source is like. */
export function authoredWindowOf(element: Element): TimeWindow {
  const start = startOf(element);
  const duration = authoredDurationOf(element, newReading());
  return { start, end: duration === null ? null : start + duration };
}

function authoredDurationOf(element: Element, reading: TimingReading): number | null {
  const authored = parseDuration(authoredTiming(element, 'duration'));
  if (authored !== null) return authored;
  const end = parseSeconds(authoredTiming(element, 'end'));
  if (end !== null) {
    const host = enclosingComposition(element);
    const localStart = startOf(element, reading) - (host ? startOf(host, reading) : 0);
    if (end > localStart) return end - localStart;
  }
  return null;
}

/** Seconds, null when nothing says so. */
function durationOf(element: Element, reading: TimingReading): number | null {
  const authored = authoredDurationOf(element, reading);
  if (authored !== null) return authored;
  if (element instanceof HTMLImageElement) return IMAGE_SECONDS;
  const length = lengthOf(element);
  reading.lengths.set(element, length);
  return length;
}

/** Seconds that a medium or the timeline of a composition lasts by itself; null when that is not known. */
export function lengthOf(element: Element): number | null {
  if (element instanceof HTMLMediaElement) return mediaDuration(element);
  const id = element.getAttribute('data-composition-id');
  return (id !== null && timelineOf(id)?.duration()) || null;
}

/** A medium may say that its start counts from the root, whatever composition it lies in. */
function isGlobal(element: Element): boolean {
  return element instanceof HTMLMediaElement && element.getAttribute('data-hf-media-start-basis') === 'global';
}

/** As written; on the host of a mounted composition it has another name. */
function authoredTiming(element: Element, name: 'duration' | 'end'): string | null {
  return element.getAttribute(`data-${name}`) ?? element.getAttribute(`data-hf-authored-${name}`);
}

function mediaDuration(media: HTMLMediaElement): number | null {
  const seconds = (media.duration - mediaOffset(media)) / playbackRate(media);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : null;
}

/** Seconds into the source, or into a child composition, at which the element begins. */
export function mediaOffset(element: Element): number {
  return (
    parseSeconds(element.getAttribute('data-playback-start')) ??
    parseSeconds(element.getAttribute('data-media-start')) ??
    0
  );
}

export function playbackRate(element: Element): number {
  const own = element instanceof HTMLMediaElement ? element.defaultPlaybackRate : 1;
  const rate = parseDuration(element.getAttribute('data-playback-rate')) ?? own;
  return Math.min(5, Math.max(0.1, rate));
}

/** What a reference means where it is written: ids need not be unique, so the nearest composition around it that has one is asked. */
function findTarget(id: string, from: Element): Element | null {
  const name = CSS.escape(id);
  for (let scope = enclosingComposition(from); scope; scope = enclosingComposition(scope)) {
    // By the id alone first: the browser looks that up, and searches for anything else.
    const target =
      scope.querySelector(`#${name}`) ??
      scope.querySelector(`[data-hf-authored-id="${name}"]`) ??
      scope.querySelector(`[data-composition-id="${name}"], [data-hf-original-composition-id="${name}"]`);
    if (target) return target;
  }
  return document.getElementById(id) ?? findComposition(id);
}
