/**
 * Shows in each video of a capture the picture of its frame: as the poster, which the browser fits, clips and blends as it does the video.
 * @module
 */
import type { ExposureStep, MediaAnswer, ShownFrame } from '#contracts/media.ts';
import type { Reel } from '#contracts/page.ts';
import type { Adapter, Moment } from '../adapters/adapter.ts';
import { dispatchSeek } from '../adapters/seek-event.ts';
import type { TimeWindow } from '../composition/time-window.ts';
import { holdFrame } from '../seek-work.ts';
import { createExposedVideos, type ShownVideo } from './exposed-videos.ts';
import type { KnownMedia } from './known-media.ts';
import { loadPicture, type Picture } from './load-picture.ts';
import { frameAt, sourceSeconds, videoSeconds, type MediaTiming } from './source-time.ts';
import { areOpen, timingOf, windowsOf } from './timing-of.ts';

type Instant = Pick<Moment, 'timeSeconds' | 'durationSeconds'>;

export interface VideoPictures extends Adapter {
  /** Gives a video the size of its file and an empty picture, until it shows a frame. */
  begin(video: HTMLVideoElement, size: { width: number; height: number }): Promise<void>;
  /** Gets the pictures of a moment, so that its seek finds them. */
  prepare(instant: Instant): Promise<void>;
  /** What each video shows at these moments. */
  reels(instants: readonly Instant[]): Reel[];
  /** The picture a video shows at present, for a script that draws it. */
  pictureOf(video: HTMLVideoElement): HTMLImageElement | null;
  /** As `EdgereelPage` has them. */
  exposed(): Promise<ShownFrame[]>;
  expose(step: ExposureStep): Promise<void>;
  toneMapped(): { element: string; reason: string }[];
}

export function createVideoPictures(known: KnownMedia, fps: { num: number; den: number }): VideoPictures {
  /** By address: of this moment and of the last one. */
  let pictures = new Map<string, Picture>();
  const shown = new WeakMap<HTMLVideoElement, HTMLImageElement>();
  const exposures = createExposedVideos();
  let preparedFor: Instant | null = null;

  function show(video: HTMLVideoElement, url: string, image: HTMLImageElement): void {
    if (shown.get(video) === image) return;
    shown.set(video, image);
    video.poster = url;
    tellOfFrame(video);
  }

  function pictureAt(url: string): Picture {
    const picture = pictures.get(url) ?? loadPicture(url);
    pictures.set(url, picture);
    return picture;
  }

  /** A picture that is not there yet is late: a script has changed what shows. Scenes that draw it have to draw again. */
  function showAt(clip: VideoClip, instant: Instant): void {
    const url = addressAt(clip, instant, fps);
    if (url === null) return;
    const { image, isReady, whenReady } = pictureAt(url);
    if (isReady) return show(clip.video, url, image);
    holdFrame(
      whenReady.then(() => {
        show(clip.video, url, image);
        dispatchSeek(instant.timeSeconds);
      }),
    );
  }

  const needsPicture = ({ video, answer }: VideoClip): boolean =>
    !answer.isExposed || exposures.needsPicture(video) || frameCallbacks.has(video);

  return {
    name: 'video-pictures',
    async begin(video, size) {
      const { image, whenReady } = loadPicture(blankPicture(size));
      await whenReady;
      shown.set(video, image);
      video.poster = image.src;
    },
    async prepare(instant) {
      preparedFor = instant;
      const urls = new Set(
        clips(known)
          .filter(needsPicture)
          .flatMap((clip) => addressAt(clip, instant, fps) ?? []),
      );
      const wanted = new Map([...urls].map((url) => [url, pictures.get(url) ?? loadPicture(url)]));
      await Promise.all([...wanted.values()].map(({ whenReady }) => whenReady));
      pictures = wanted;
    },
    seek({ isPassing, ...instant }) {
      // The first frame of a page is shown before anybody has asked for one, and not looked at.
      if (isPassing || !preparedFor) return;
      const all = clips(known);
      exposures.begin(all.filter(({ answer }) => answer.isExposed).flatMap((clip) => shownAt(clip, instant, fps)));
      for (const clip of all.filter(needsPicture)) showAt(clip, instant);
    },
    reels: (instants) =>
      clips(known).map((clip) => {
        const indexes = instants.flatMap((instant) => indexAt(clip, instant, fps) ?? []);
        return { mediaId: clip.answer.id, indexes: indexes.filter((index, i) => index !== indexes[i - 1]) };
      }),
    pictureOf(video) {
      const clip = clips(known).find((known) => known.video === video);
      if (clip?.answer.isExposed && !exposures.needsPicture(video)) {
        exposures.needPicture(video, 'a script draws it');
        if (preparedFor) showAt(clip, preparedFor);
      }
      return shown.get(video) ?? null;
    },
    exposed: () =>
      exposures.exposed(async ({ video, answer, index }) => {
        const url = `${answer.framesPath}${index}${answer.frameSuffix}`;
        const { image, whenReady } = pictureAt(url);
        await whenReady;
        shown.set(video, image);
        video.poster = url;
      }),
    expose: exposures.expose,
    toneMapped: exposures.toneMapped,
  };
}

function blankPicture({ width, height }: { width: number; height: number }): string {
  return `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"/>`)}`;
}

interface VideoClip {
  video: HTMLVideoElement;
  answer: MediaAnswer;
  windows: TimeWindow[] | null;
  timing: MediaTiming;
}

function clips(known: KnownMedia): VideoClip[] {
  return known.all().flatMap(([video, answer]) => {
    if (!(video instanceof HTMLVideoElement) || !answer.facts.video) return [];
    return [{ video, answer, windows: windowsOf(video), timing: timingOf(video) }];
  });
}

/** Number of the frame that shows; null while the video does not show. */
function indexAt(
  { answer, windows, timing }: VideoClip,
  instant: Instant,
  fps: { num: number; den: number },
): number | null {
  if (!areOpen(windows, instant, fps)) return null;
  const { frames } = answer.facts.video!;
  return frameAt(frames, sourceSeconds(timing, videoSeconds(frames), instant.timeSeconds));
}

function shownAt(clip: VideoClip, instant: Instant, fps: { num: number; den: number }): ShownVideo[] {
  const index = indexAt(clip, instant, fps);
  return index === null ? [] : [{ video: clip.video, answer: clip.answer, index }];
}

function addressAt(clip: VideoClip, instant: Instant, fps: { num: number; den: number }): string | null {
  const index = indexAt(clip, instant, fps);
  return index === null ? null : `${clip.answer.framesPath}${index}${clip.answer.frameSuffix}`;
}

const frameCallbacks = new WeakMap<HTMLVideoElement, Map<number, VideoFrameRequestCallback>>();
let lastHandle = 0;

/** `requestVideoFrameCallback` tells of pictures in place of played frames. */
export function installFrameCallbacks(): void {
  HTMLVideoElement.prototype.requestVideoFrameCallback = function (callback) {
    const callbacks = frameCallbacks.get(this) ?? new Map<number, VideoFrameRequestCallback>();
    frameCallbacks.set(this, callbacks);
    callbacks.set(++lastHandle, callback);
    return lastHandle;
  };
  HTMLVideoElement.prototype.cancelVideoFrameCallback = function (handle) {
    frameCallbacks.get(this)?.delete(handle);
  };
}

function tellOfFrame(video: HTMLVideoElement): void {
  const callbacks = frameCallbacks.get(video);
  if (!callbacks) return;
  frameCallbacks.delete(video);
  const now = performance.now();
  const { videoWidth: width, videoHeight: height, currentTime: mediaTime } = video;
  for (const callback of callbacks.values()) {
    try {
      callback(now, { presentationTime: now, expectedDisplayTime: now, width, height, mediaTime, presentedFrames: 1 });
    } catch (error) {
      reportError(error);
    }
  }
}
