/**
 * What a page's video and sound elements play. The page loads none of it: it asks for facts and for pictures of single frames.
 * @module
 */
import {
  MEDIA_PATH,
  OPTIONAL_MEDIA,
  parseFramePath,
  type ExposureStep,
  type MediaAnswer,
  type ShownFrame,
} from '#contracts/media.ts';
import type { Reel } from '#contracts/page.ts';
import type { ServedFile } from '../artifacts/site-files.ts';

export interface PageMedia extends AsyncDisposable {
  /**
   * The first of these addresses that can be played, `asVideo` with its pictures. Throws what is wrong with the first of them when none can.
   */
  describe(sources: readonly string[], asVideo: boolean): Promise<MediaAnswer>;
  /** Frames that will be asked for soon. */
  expect(reels: readonly Reel[]): Promise<void>;
  picture(mediaId: string, index: number): Promise<ServedFile>;
  /** Frames of which no picture could be made: those before them were shown. */
  broken(): Promise<BrokenPicture[]>;
  /** A frame of a video that is exposed, as a picture of its own. */
  exposure(frame: ShownFrame, step: ExposureStep): Promise<ServedFile>;
  /** How many exposures it takes to show all that these frames hold. */
  countExposures(frames: readonly ShownFrame[]): Promise<number>;
}

export interface BrokenPicture {
  /** URL of the file, as the page names it. */
  url: string;
  index: number;
  /** When the frame begins in the file. */
  seconds: number;
}

/** Whether a URL of the page's own origin asks for media, and the answer. */
export async function answerMedia(media: PageMedia, url: URL): Promise<ServedFile | null> {
  if (url.pathname === MEDIA_PATH) {
    const isOptional = url.searchParams.has(OPTIONAL_MEDIA);
    const describing = media.describe(url.searchParams.getAll('src'), !isOptional);
    const answer = await (isOptional ? describing.catch(() => null) : describing);
    return { body: Buffer.from(JSON.stringify(answer)), contentType: 'application/json' };
  }
  const frame = parseFramePath(url.pathname);
  if (!frame) return null;
  return frame.step === null ? media.picture(frame.mediaId, frame.index) : media.exposure(frame, frame.step);
}

/** What a request for media stands for: the file that an author knows. */
export function mediaNamedBy(url: URL): string | null {
  return url.pathname === MEDIA_PATH ? url.searchParams.get('src') : null;
}
