/**
 * Makes media elements of a capture read as if they had loaded their files and stood at the time of the frame.
 * @module
 */
import type { KnownMedia } from './known-media.ts';

/** Elements whose files are not known keep what the browser says. */
export function appearLoaded(known: KnownMedia, currentTimeOf: (media: HTMLMediaElement) => number): void {
  const media = HTMLMediaElement.prototype;
  const read = (name: keyof HTMLMediaElement, value: (element: HTMLMediaElement) => unknown): void =>
    override(media, name, (element) => known.of(element) !== null, value as (element: object) => unknown);
  read('duration', (element) => known.of(element)!.facts.durationSeconds);
  read('currentSrc', (element) => known.of(element)!.src);
  read('currentTime', currentTimeOf);
  read('readyState', () => media.HAVE_ENOUGH_DATA);
  read('networkState', () => media.NETWORK_IDLE);
  read('error', () => null);
  read('paused', () => true);
  read('seeking', () => false);
  read('ended', (element) => currentTimeOf(element) >= known.of(element)!.facts.durationSeconds);
  for (const name of ['buffered', 'seekable', 'played'] as const)
    read(name, (element) => wholeRange(known.of(element)!.facts.durationSeconds));

  const size = (name: 'videoWidth' | 'videoHeight', side: 'width' | 'height'): void =>
    override(
      HTMLVideoElement.prototype,
      name,
      (element) => known.of(element as HTMLVideoElement) !== null,
      (element) => known.of(element as HTMLVideoElement)!.facts.video?.[side] ?? 0,
    );
  size('videoWidth', 'width');
  size('videoHeight', 'height');

  // Nothing plays here: what shows is decided by the time alone.
  media.play = () => Promise.resolve();
  media.pause = () => undefined;
  media.load = () => undefined;
}

function override<Target extends object>(
  prototype: Target,
  name: keyof Target & string,
  applies: (element: Target) => boolean,
  value: (element: Target) => unknown,
): void {
  const native = Object.getOwnPropertyDescriptor(prototype, name)!;
  Object.defineProperty(prototype, name, {
    ...native,
    get(this: Target) {
      return applies(this) ? value(this) : native.get!.call(this);
    },
    ...(native.set && {
      set(this: Target, next: unknown) {
        if (!applies(this)) native.set!.call(this, next);
      },
    }),
  });
}

function wholeRange(durationSeconds: number): TimeRanges {
  return { length: 1, start: () => 0, end: () => durationSeconds };
}
