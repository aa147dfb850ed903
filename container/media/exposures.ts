/**
 * The exposures of the frames of HDR videos, as pictures for Chrome.
 * @module
 */
import type { HdrTransfer } from '#contracts/hdr.ts';
import type { ExposureStep, ShownFrame } from '#contracts/media.ts';
import type { Reel } from '#contracts/page.ts';
import { exposureMaker, type SignalFrame } from '../hdr/exposures.ts';
import { writePng } from '../png/write-png.ts';
import { openFrameReels, type BrokenFrame } from './frame-reels.ts';
import type { VideoSource } from './frame-stream.ts';
import { signalsOf } from './picture-pipe.ts';

export interface Exposures extends AsyncDisposable {
  expect(reels: readonly Reel[]): Promise<void>;
  picture(frame: ShownFrame, step: ExposureStep): Promise<Buffer>;
  /** How many it takes to show all that is in the frames. */
  count(frames: readonly ShownFrame[]): Promise<number>;
  /** As `FrameReels` has them. */
  broken(): BrokenFrame[];
}

export function openExposures(
  ffmpegPath: string,
  sourceOf: (mediaId: string) => VideoSource | Promise<VideoSource>,
  signal: AbortSignal,
  transfer: HdrTransfer,
): Exposures {
  const reels = openFrameReels(ffmpegPath, sourceOf, signal, signalsOf(transfer));

  /** Of the moment whose exposures were counted: they are taken again and again, and one may be as large as the cache. */
  let moment = new Map<string, SignalFrame>();
  const keyOf = ({ mediaId, index }: ShownFrame): string => `${mediaId}/${index}`;

  async function load(frame: ShownFrame): Promise<SignalFrame> {
    const { mediaId, index } = frame;
    const known = moment.get(keyOf(frame));
    if (known) return known;
    const { width, height } = (await sourceOf(mediaId)).video;
    const bytes = await reels.picture(mediaId, index);
    return { signals: new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2), width, height };
  }

  return {
    expect: (expected) => reels.expect(expected),
    async picture(frame, step) {
      if (typeof step === 'number') {
        const shown = await load(frame);
        return writePng(exposureMaker(transfer).expose(shown, step), shown);
      }
      const { width, height } = (await sourceOf(frame.mediaId)).video;
      return writePng(Buffer.alloc(width * height * 3, step === 'white' ? 255 : 0), { width, height });
    },
    async count(frames) {
      const loaded = await Promise.all(frames.map(async (frame) => [keyOf(frame), await load(frame)] as const));
      moment = new Map(loaded);
      return Math.max(0, ...loaded.map(([, frame]) => exposureMaker(transfer).count(frame)));
    },
    broken: () => reels.broken(),
    [Symbol.asyncDispose]: () => reels[Symbol.asyncDispose](),
  };
}
