/**
 * Video and sound of a page in capture: nothing is loaded or played, every element stands at the time of the frame.
 * @module
 */
import type { MediaAnswer } from '#contracts/media.ts';
import type { PageTrees } from '../composition/page-trees.ts';
import { describeElement } from '../readiness/describe-element.ts';
import { appearLoaded } from './appear-loaded.ts';
import { watchMedia } from './known-media.ts';
import type { DrivenMedia } from './driven-media.ts';
import { redirectVideoSources } from './redirect-video-sources.ts';
import { sourceSeconds } from './source-time.ts';
import { timingOf, windowsOf } from './timing-of.ts';
import { createVideoPictures, installFrameCallbacks } from './video-pictures.ts';

/** Must run before the first author script. */
export function captureMedia(trees: PageTrees, fps: { num: number; den: number }): DrivenMedia {
  let timeSeconds = 0;
  const known = watchMedia(trees, async (media, { facts: { video } }) => {
    if (media instanceof HTMLVideoElement && video) await pictures.begin(media, video);
  });
  const pictures = createVideoPictures(known, fps);
  appearLoaded(known, (media) => {
    const { durationSeconds } = known.of(media)!.facts;
    return Math.min(durationSeconds, sourceSeconds(timingOf(media), durationSeconds, timeSeconds));
  });
  installFrameCallbacks();
  redirectVideoSources(pictures.pictureOf);
  return {
    adapter: {
      name: 'media',
      seek(moment) {
        ({ timeSeconds } = moment);
        pictures.seek(moment);
      },
    },
    pending: known.pending,
    prepare: pictures.prepare,
    reels: pictures.reels,
    exposed: pictures.exposed,
    expose: pictures.expose,
    transfers: () => [...new Set(known.all().flatMap(transferOf))],
    toneMapped: () => [...pictures.toneMapped(), ...known.all().flatMap(describeTransparent)],
    follow: () => undefined,
  };
}

/** Of what a video shows at some time. */
function transferOf([media, { facts }]: [HTMLMediaElement, MediaAnswer]): string[] {
  const isShown = media instanceof HTMLVideoElement && windowsOf(media) !== null;
  return isShown && facts.video?.transfer ? [facts.video.transfer] : [];
}

function describeTransparent([media, { isToneMapped }]: [HTMLMediaElement, MediaAnswer]) {
  const isShown = media instanceof HTMLVideoElement && isToneMapped;
  return isShown ? [{ element: describeElement(media), reason: 'its transparency' }] : [];
}
