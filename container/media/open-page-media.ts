/**
 * A page's media by way of FFmpeg.
 * @module
 */
import { EdgereelError, isEdgereelError } from '#contracts/errors.ts';
import { hdrTransferOf, type HdrTransfer } from '#contracts/hdr.ts';
import { framesPath, mediaIdOf, type MediaAnswer, type PlannedMedia } from '#contracts/media.ts';
import { nameOf } from '../capture/missing-file.ts';
import type { PageMedia } from '../capture/page-media.ts';
import { openExposures } from './exposures.ts';
import { openFrameReels } from './frame-reels.ts';
import { checkVideo, type MediaLibrary } from './media-library.ts';

/** With `hdr`, the transfer of the render, videos that have more light than a page are exposed. */
export function openPageMedia(
  ffmpegPath: string,
  library: MediaLibrary,
  signal: AbortSignal,
  hdr?: HdrTransfer,
): PageMedia {
  const reels = openFrameReels(ffmpegPath, library.source, signal);
  const exposures = hdr && openExposures(ffmpegPath, library.source, signal, hdr);
  const urls = new Map<string, string>();

  async function namingTheFile<T>(mediaId: string, decoding: Promise<T>): Promise<T> {
    try {
      return await decoding;
    } catch (error) {
      const url = urls.get(mediaId);
      if (url === undefined || !isEdgereelError(error) || error.code !== 'VIDEO_EXTRACTION_FAILED') throw error;
      throw new EdgereelError(error.code, `Frames of ${nameOf(url)} cannot be decoded: ${error.message}`, {
        details: { url: nameOf(url), ...error.details },
        cause: error.cause,
      });
    }
  }

  return {
    async describe(sources, asVideo) {
      const failures: unknown[] = [];
      for (const url of sources) {
        try {
          const media = await library.get(url);
          if (asVideo) checkVideo(media);
          urls.set(mediaIdOf(media.sha256), url);
          return answerOf(media, hdr !== undefined);
        } catch (error) {
          failures.push(error);
        }
      }
      throw failures[0];
    },
    // Decoders of both begin only when they are asked.
    expect: async (expected) => void (await Promise.all([reels.expect(expected), exposures?.expect(expected)])),
    async picture(mediaId, index) {
      const body = await namingTheFile(mediaId, reels.picture(mediaId, index));
      return { body, contentType: body[0] === 0xff ? 'image/jpeg' : 'image/png' };
    },
    broken() {
      const frames = [...reels.broken(), ...(exposures?.broken() ?? [])];
      const once = new Map(frames.map((frame) => [`${frame.mediaId}/${frame.index}`, frame]));
      return Promise.all(
        [...once.values()].map(async ({ mediaId, index }) => {
          const { video, ticks } = await library.source(mediaId);
          const { origin, tick } = video.frames;
          return { url: urls.get(mediaId)!, index, seconds: ((ticks[index]! - origin) * tick.num) / tick.den };
        }),
      );
    },
    async exposure(frame, step) {
      if (!exposures) throw new EdgereelError('ASSET_NOT_FROZEN', 'Nothing is exposed in a render without HDR.');
      const body = await namingTheFile(frame.mediaId, exposures.picture(frame, step));
      return { body, contentType: 'image/png' };
    },
    countExposures: async (frames) => exposures?.count(frames) ?? 0,
    async [Symbol.asyncDispose]() {
      await Promise.all([reels[Symbol.asyncDispose](), exposures?.[Symbol.asyncDispose]()]);
    },
  };
}

function answerOf({ url, sha256, facts }: PlannedMedia, isHdr: boolean): MediaAnswer {
  const id = mediaIdOf(sha256);
  const { video } = facts;
  const hasLight = isHdr && video !== null && hdrTransferOf(video.transfer) !== null;
  return {
    src: url,
    id,
    facts,
    framesPath: framesPath(id),
    frameSuffix: video?.hasAlpha ? '.png' : '.jpg',
    // A video that lets through what lies behind it would need its alpha at each exposure.
    isExposed: hasLight && !video.hasAlpha,
    isToneMapped: hasLight && video.hasAlpha,
  };
}
