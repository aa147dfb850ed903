/**
 * What is known of a video or sound file before anything of it is decoded. A plan holds it, so that a page has the same windows
 * while it is planned and in every chunk.
 * @module
 */
import { z } from 'zod';
import { Sha256 } from './site.ts';

/**
 * When each frame of a video is shown, in the order of showing: whole ticks of the file's own clock. Constant rates need one run.
 */
export const FrameTimes = z.strictObject({
  /** Seconds per tick. */
  tick: z.strictObject({ num: z.int().positive(), den: z.int().positive() }),
  /** Tick at which the file begins: source time 0. */
  origin: z.int(),
  /** Tick of the first frame. */
  first: z.int(),
  /** Runs of the frames after it: how many follow at which distance in ticks. */
  runs: z.array(z.tuple([z.int().min(1), z.int().min(1)])),
  /** Tick at which the last frame ends. */
  end: z.int(),
  /**
   * The file gives no presentation timestamp for each of its frames (MPEG program streams, raw streams, some AVIs), so its frames are told
   * apart by counting them from the start of the file.
   */
  isCounted: z.literal(true).optional(),
});
export type FrameTimes = z.infer<typeof FrameTimes>;

export const VideoFacts = z.strictObject({
  /** Name of the codec in FFmpeg: `h264`, `hevc`, `vp9`. */
  codec: z.string(),
  /** Pixels as shown: turned upright, with square pixels. */
  width: z.int().positive(),
  height: z.int().positive(),
  hasAlpha: z.boolean(),
  /** Colour facts by their names in FFmpeg; null when the file does not say. */
  transfer: z.string().nullable(),
  primaries: z.string().nullable(),
  matrix: z.string().nullable(),
  range: z.enum(['tv', 'pc']).nullable(),
  frames: FrameTimes,
});
export type VideoFacts = z.infer<typeof VideoFacts>;

export const AudioFacts = z.strictObject({
  channels: z.int().positive(),
  sampleRate: z.int().positive(),
  /** Source time of the first sample. */
  startSeconds: z.number(),
  durationSeconds: z.number().min(0),
  /** Seconds by which the clock of the file begins before source time 0: above 0 when a codec needs a run-up. */
  runUpSeconds: z.number().min(0),
  /** The file says that there is more of it than there is. */
  isCutOff: z.boolean(),
});
export type AudioFacts = z.infer<typeof AudioFacts>;

export const MediaFacts = z.strictObject({
  /** Seconds to the end of the longest track. */
  durationSeconds: z.number().positive(),
  video: VideoFacts.nullable(),
  audio: AudioFacts.nullable(),
  /** Why its video cannot be played, where its sound can. */
  videoFault: z.string().optional(),
});
export type MediaFacts = z.infer<typeof MediaFacts>;

/** A node reads of a media file only what it shows, in pieces of this size. */
export const MEDIA_BLOCK_BYTES = 512 * 1024;

/** A file that a media element of the page plays. */
export const PlannedMedia = z.strictObject({
  /** URL as the page names it: absolute, without fragment. */
  url: z.string(),
  sha256: Sha256,
  /** Digest of each block, by which a part of the file can be checked. */
  blocks: z.array(Sha256),
  facts: MediaFacts,
});
export type PlannedMedia = z.infer<typeof PlannedMedia>;

/**
 * Where a page in capture asks for the facts: `?src=` once for each source of an element, in their order. With `&optional`, as for sound,
 * sources of which none can be played are answered with null instead of failing the page: the mix says what is not heard.
 */
export const MEDIA_PATH = '/__edgereel/media';
export const OPTIONAL_MEDIA = 'optional';

/** Chrome makes no request whose address is longer than 2 MiB: of a longer `data:` URL the page tells its beginning and `INLINE_CUT`. */
export const MAX_INLINE_LENGTH = 1_500_000;
/** No URL holds this sign as such. */
export const INLINE_CUT = '…';

/** The answer at `MEDIA_PATH`. */
export interface MediaAnswer {
  /** The first of the sources asked for that can be used. */
  src: string;
  /** Name of the file's content. */
  id: string;
  facts: MediaFacts;
  /** Address of a frame's picture without number and ending; equal frames have equal addresses. */
  framesPath: string;
  /** Ending of such an address. */
  frameSuffix: '.jpg' | '.png';
  /** The page is drawn several times a frame, with this video at one exposure after the other. */
  isExposed: boolean;
  /** It would be exposed if it were not transparent: it shows its ordinary picture in an HDR render. */
  isToneMapped: boolean;
}

/** A video as all black, all white, or at one of the exposures of its frame, counted from 0. */
export type ExposureStep = 'black' | 'white' | number;

/** A frame that a video shows. */
export interface ShownFrame {
  mediaId: string;
  index: number;
}

export const framesPath = (mediaId: string): string => `/__edgereel/frames/${mediaId}/`;

/** `step` is given for an exposure, of which there are five; `black` and `white` are the same for every frame, so they have none. */
export function parseFramePath(path: string): { mediaId: string; index: number; step: ExposureStep | null } | null {
  const match = /^\/__edgereel\/frames\/([0-9a-f]+)\/(?:(\d+)(?:\.([0-4]))?|(black|white))\.(?:png|jpg)$/.exec(path);
  if (!match) return null;
  const [, mediaId, index, exposure, flat] = match;
  const step = (flat as 'black' | 'white' | undefined) ?? (exposure === undefined ? null : Number(exposure));
  return { mediaId: mediaId!, index: Number(index ?? 0), step };
}

/** Name of a file's content in addresses. */
export const mediaIdOf = (sha256: string): string => sha256.slice(0, 16);

/** Tick of every frame, rising. */
export function frameTicks({ first, runs }: FrameTimes): number[] {
  const ticks = [first];
  let tick = first;
  for (const [count, distance] of runs) for (let i = 0; i < count; i++) ticks.push((tick += distance));
  return ticks;
}

/** The runs of rising ticks. */
export function frameRuns(ticks: readonly number[]): FrameTimes['runs'] {
  const runs: FrameTimes['runs'] = [];
  for (let i = 1; i < ticks.length; i++) {
    const distance = ticks[i]! - ticks[i - 1]!;
    const last = runs.at(-1);
    if (last?.[1] === distance) last[0]++;
    else runs.push([1, distance]);
  }
  return runs;
}
