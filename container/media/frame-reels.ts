/**
 * Pictures of the frames of a page's videos. What an element is going to show is told ahead, so that one decoder goes through it forward
 * and makes no picture that nobody asks for.
 * @module
 */
import pLimit from 'p-limit';
import { EdgereelError } from '#contracts/errors.ts';
import type { Reel } from '#contracts/page.ts';
import { streamFrames, type FrameStream, type Picture, type VideoSource } from './frame-stream.ts';
import { POSTERS } from './picture-pipe.ts';
import { planLegs } from './plan-legs.ts';
import { createPictureCache } from './picture-cache.ts';

export interface FrameReels extends AsyncDisposable {
  /** What will be asked for; replaces what was expected before. */
  expect(reels: readonly Reel[]): Promise<void>;
  picture(mediaId: string, index: number): Promise<Buffer>;
  /** Frames that were asked for and cannot be decoded, in the order of asking. */
  broken(): BrokenFrame[];
}

/** Another frame was given in its place. */
export interface BrokenFrame {
  mediaId: string;
  index: number;
}

/** Frames that nobody told of are decoded in runs of this many. */
const UNEXPECTED_FRAMES = 30;
/** Decoders at once. The one that was asked longest ago makes room for a further one, unless it is being asked. */
const MOST_STREAMS = 16;

interface Leg {
  mediaId: string;
  /** Numbers of the frames that are still to come, rising. */
  wanted: number[];
  stream: FrameStream | null;
  /** Being read. */
  isBusy: boolean;
  usedAt: number;
}

export function openFrameReels(
  ffmpegPath: string,
  sourceOf: (mediaId: string) => VideoSource | Promise<VideoSource>,
  signal: AbortSignal,
  form = POSTERS,
): FrameReels {
  const cache = createPictureCache();
  const locks = new Map<string, ReturnType<typeof pLimit>>();
  let legs: Leg[] = [];
  const broken = new Map<string, BrokenFrame>();
  let uses = 0;
  let isClosed = false;

  async function close(leg: Leg): Promise<void> {
    const { stream } = leg;
    leg.stream = null;
    await stream?.[Symbol.asyncDispose]();
  }

  async function open(leg: Leg, source: VideoSource, fromStart: boolean): Promise<FrameStream> {
    for (const idle of legsToClose(legs)) await close(idle);
    if (isClosed) throw new EdgereelError('CANCELLED');
    leg.stream = streamFrames(ffmpegPath, source, leg.wanted, { form, signal, fromStart });
    return leg.stream;
  }

  async function decode(mediaId: string, index: number): Promise<Buffer> {
    const known = cache.get(mediaId, index);
    if (known) return known;
    const source = await sourceOf(mediaId);
    if (!(index < source.ticks.length)) throw noSuchFrame(mediaId, index);
    const leg = findLeg(legs, mediaId, index) ?? newLeg(mediaId, framesFrom(index, source));
    if (!legs.includes(leg)) legs = [...legs, leg];
    leg.usedAt = ++uses;
    leg.isBusy = true;
    try {
      return await decodeFrom(leg, index, source);
    } finally {
      leg.isBusy = false;
    }
  }

  async function decodeFrom(leg: Leg, index: number, source: VideoSource): Promise<Buffer> {
    const { mediaId } = leg;
    leg.wanted = leg.wanted.filter((wanted) => wanted >= index);
    const isFresh = leg.stream === null;
    const remember = (picture: Picture) => cache.set(mediaId, picture.index, picture.bytes);

    let picture = await readUpTo(leg.stream ?? (await open(leg, source, false)), index, source, remember);
    if (picture?.index !== index && isFresh) {
      // Some containers are left behind the place that was sought.
      await close(leg);
      picture = await readUpTo(await open(leg, source, true), index, source, remember);
    }
    leg.wanted = leg.wanted.filter((wanted) => wanted > index);
    if (leg.wanted.length === 0) await close(leg);
    if (picture) remember(picture);
    if (picture?.index === index) return picture.bytes;
    // A frame that is broken is not shown: the one before it stays, whatever was shown of it, or the next one comes early.
    const openFor = (frames: number[]) => streamFrames(ffmpegPath, source, frames, { form, signal });
    const instead = cache.get(mediaId, index - 1) ?? (await lastBefore(index, openFor)) ?? picture?.bytes;
    if (!instead) throw noSuchFrame(mediaId, index);
    broken.set(`${mediaId}/${index}`, { mediaId, index });
    cache.set(mediaId, index, instead);
    return instead;
  }

  return {
    async expect(reels) {
      const former = legs;
      legs = [];
      for (const reel of reels) legs.push(...legsOf(reel, await sourceOf(reel.mediaId)));
      await Promise.all(former.map(close));
    },
    picture(mediaId, index) {
      const lock = locks.get(mediaId) ?? pLimit(1);
      locks.set(mediaId, lock);
      return lock(() => decode(mediaId, index));
    },
    broken: () => [...broken.values()],
    async [Symbol.asyncDispose]() {
      isClosed = true;
      await Promise.all(legs.map(close));
    },
  };
}

const newLeg = (mediaId: string, wanted: number[]): Leg => ({
  mediaId,
  wanted,
  stream: null,
  isBusy: false,
  usedAt: 0,
});

function legsOf({ mediaId, indexes }: Reel, { ticks, video }: VideoSource): Leg[] {
  const { num, den } = video.frames.tick;
  const secondsOf = (index: number): number => (ticks[index]! * num) / den;
  return planLegs(indexes, secondsOf).map((wanted) => newLeg(mediaId, wanted));
}

/** Those whose decoders make room for one more. */
function legsToClose(legs: readonly Leg[]): Leg[] {
  const running = legs.filter(({ stream }) => stream);
  const idle = running.filter(({ isBusy }) => !isBusy).toSorted((a, b) => a.usedAt - b.usedAt);
  return idle.slice(0, Math.max(0, running.length - MOST_STREAMS + 1));
}

/** An open decoder first, then one that is expected. */
function findLeg(legs: readonly Leg[], mediaId: string, index: number): Leg | undefined {
  const fitting = legs.filter((leg) => leg.mediaId === mediaId && leg.wanted.includes(index));
  return fitting.find(({ stream }) => stream) ?? fitting[0];
}

function framesFrom(index: number, { ticks }: VideoSource): number[] {
  const end = Math.min(index + UNEXPECTED_FRAMES, ticks.length);
  return Array.from({ length: end - index }, (_, i) => index + i);
}

/** The picture of that frame, or the first one behind it when it is left out. Those before it are remembered. */
async function readUpTo(
  stream: FrameStream,
  index: number,
  source: VideoSource,
  remember: (picture: Picture) => void,
): Promise<Picture | null> {
  try {
    for (let picture = await stream.next(); ; picture = await stream.next()) {
      if (!picture) source.check();
      if (!picture || picture.index >= index) return picture;
      remember(picture);
    }
  } catch (error) {
    source.check();
    throw error;
  }
}

/** The nearest frame before this that can be decoded; null where there is none. */
async function lastBefore(index: number, open: (wanted: number[]) => FrameStream): Promise<Buffer | null> {
  let last: Buffer | null = null;
  for (const start of new Set([Math.max(0, index - UNEXPECTED_FRAMES), 0])) {
    if (last || index === 0) break;
    await using stream = open(Array.from({ length: index - start }, (_, i) => start + i));
    for (let picture = await stream.next(); picture; picture = await stream.next()) last = picture.bytes;
  }
  return last;
}

const noSuchFrame = (mediaId: string, index: number): EdgereelError =>
  new EdgereelError('VIDEO_EXTRACTION_FAILED', `Frame ${index} of a video cannot be decoded.`, {
    details: { mediaId, frame: index },
  });
