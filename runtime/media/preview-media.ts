/**
 * Keeps the browser's own video and sound in step with a preview: in place after a seek, running while the player plays, silent and at
 * rest outside their windows.
 * @module
 */
import type { Moment } from '../adapters/adapter.ts';
import type { MediaOutput } from '../media-output.ts';
import { UNDRIVEN_MEDIA, type DrivenMedia } from './driven-media.ts';
import { sourceSeconds } from './source-time.ts';
import { areOpen, timingOf, windowsOf } from './timing-of.ts';

export interface PlayState {
  isPlaying(): boolean;
  /** Composition seconds per second. */
  rate(): number;
}

/** A running element may be off by this much before it is put right, which is heard. */
const DRIFT_SECONDS = 0.15;
/** A standing one is put right when it is off by more than a frame's edge may be. */
const STILL_SECONDS = 0.002;
/** Into the frame, because its time in the file may be rounded up. */
const INTO_FRAME_SECONDS = 0.001;

export function followMedia(fps: { num: number; den: number }, player: PlayState, output: MediaOutput): DrivenMedia {
  let moment: Moment | null = null;

  function follow(): void {
    if (!moment) return;
    if (!player.isPlaying()) output.resume();
    for (const media of mediaElements()) {
      output.apply(media);
      put(media, moment);
    }
  }

  function put(media: HTMLMediaElement, at: Moment): void {
    const timing = timingOf(media);
    const { duration } = media;
    const isOpen = areOpen(windowsOf(media), at, fps);
    // Outside its window an element waits at its beginning, so that it has its first picture in time.
    const wanted = isOpen ? sourceSeconds(timing, duration, at.timeSeconds) : timing.mediaStartSeconds;
    const target = Math.min(wanted + INTO_FRAME_SECONDS, Number.isFinite(duration) ? duration : Infinity);
    const runs = isOpen && player.isPlaying() && !output.isStopped() && target < (duration || Infinity);
    if (!runs) {
      if (!media.paused) media.pause();
      moveTo(media, target, STILL_SECONDS);
      return;
    }
    const rate = clampRate(timing.rate * player.rate());
    if (media.playbackRate !== rate) media.playbackRate = rate;
    moveTo(media, target, media.paused ? STILL_SECONDS : DRIFT_SECONDS * Math.max(1, rate));
    // A browser may refuse to play before the viewer has touched the page: then the picture follows by seeks.
    if (media.paused) media.play().catch(() => {});
  }

  return {
    ...UNDRIVEN_MEDIA,
    adapter: {
      name: 'media',
      seek(next) {
        if (next.isPassing) return;
        moment = next;
        follow();
      },
    },
    pending: () =>
      mediaElements()
        .filter((media) => media.readyState < media.HAVE_METADATA && media.networkState === media.NETWORK_LOADING)
        .map((media) => `media ${media.currentSrc || media.src}`),
    follow,
  };
}

/** Those that were told not to load are made to. */
function mediaElements(): HTMLMediaElement[] {
  const all = [...document.querySelectorAll<HTMLMediaElement>('audio, video')];
  for (const media of all) if (media.preload === 'none') media.preload = 'auto';
  return all;
}

function moveTo(media: HTMLMediaElement, seconds: number, toleranceSeconds: number): void {
  // A seek that is under way must not be begun again at every frame.
  if (media.readyState < media.HAVE_METADATA || (media.seeking && !media.paused)) return;
  if (Math.abs(media.currentTime - seconds) > toleranceSeconds) media.currentTime = seconds;
}

/** What browsers play. */
function clampRate(rate: number): number {
  return Math.min(16, Math.max(0.0625, rate));
}
