/**
 * A page's media by way of FFmpeg.
 * @module
 */
import { framesPath, mediaIdOf, type PlannedMedia } from '#contracts/media.ts';
import type { PageMedia } from '../capture/page-media.ts';
import { openFrameReels } from './frame-reels.ts';
import type { MediaLibrary } from './media-library.ts';

export function openPageMedia(ffmpegPath: string, library: MediaLibrary, signal: AbortSignal): PageMedia {
  const reels = openFrameReels(ffmpegPath, library.source, signal);
  const urls = new Map<string, string>();
  return {
    async describe(sources) {
      const outcomes = [];
      for (const url of sources) {
        const outcome = await library.get(url).then(
          (media) => ({ media }),
          (error: unknown) => ({ error }),
        );
        if ('media' in outcome) {
          urls.set(mediaIdOf(outcome.media.sha256), url);
          return answerOf(outcome.media);
        }
        outcomes.push(outcome.error);
      }
      throw outcomes[0];
    },
    expect: (expected) => reels.expect(expected),
    async picture(mediaId, index) {
      const body = await reels.picture(mediaId, index);
      return { body, contentType: body[0] === 0xff ? 'image/jpeg' : 'image/png' };
    },
    broken: () =>
      Promise.all(
        reels.broken().map(async ({ mediaId, index }) => {
          const { video, ticks } = await library.source(mediaId);
          const { origin, tick } = video.frames;
          return { url: urls.get(mediaId)!, index, seconds: ((ticks[index]! - origin) * tick.num) / tick.den };
        }),
      ),
    [Symbol.asyncDispose]: () => reels[Symbol.asyncDispose](),
  };
}

function answerOf({ url, sha256, facts }: PlannedMedia) {
  const id = mediaIdOf(sha256);
  return {
    src: url,
    id,
    facts,
    framesPath: framesPath(id),
    frameSuffix: facts.video?.hasAlpha ? ('.png' as const) : ('.jpg' as const),
  };
}
