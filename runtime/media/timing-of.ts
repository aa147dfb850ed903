/**
 * When a media element shows, and what of its file.
 * @module
 */
import { isInWindow, type TimeWindow } from '../composition/time-window.ts';
import { findRoot } from '../composition/root.ts';
import { mediaOffset, playbackRate, startOf, windowOf } from '../composition/timing.ts';
import type { MediaTiming } from './source-time.ts';

export function timingOf(media: HTMLMediaElement): MediaTiming {
  return {
    startSeconds: startOf(media),
    mediaStartSeconds: mediaOffset(media),
    rate: playbackRate(media),
    isLooped: media.loop,
  };
}

/** The windows of an element and of the timed elements around it: it shows while all are open. Empty for what is never shown. */
export function windowsOf(media: HTMLMediaElement): TimeWindow[] | null {
  const windows: TimeWindow[] = [];
  const root = findRoot();
  for (let element: Element | null = media; element && element !== root; element = element.parentElement) {
    if (element.hasAttribute('data-hidden')) return null;
    if (element === media || element.hasAttribute('data-start')) windows.push(windowOf(element));
  }
  return windows;
}

export function areOpen(
  windows: readonly TimeWindow[] | null,
  { timeSeconds, durationSeconds }: { timeSeconds: number; durationSeconds: number },
  fps: { num: number; den: number },
): boolean {
  return windows !== null && windows.every((window) => isInWindow(window, timeSeconds, durationSeconds, fps));
}
