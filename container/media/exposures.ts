/**
 * The exposures of the frames of HDR videos, as pictures for Chrome.
 * @module
 */
import type { HdrTransfer } from '#contracts/hdr.ts';
import type { ExposureStep, ShownFrame } from '#contracts/media.ts';
import type { Reel } from '#contracts/page.ts';
import { exposureMaker, type SignalFrame } from '../hdr/exposures.ts';
import { writePng } from '../png/write-png.ts';
import { openFrameReels } from './frame-reels.ts';
import type { VideoSource } from './frame-stream.ts';
import { signalsOf } from './picture-form.ts';

export interface Exposures extends AsyncDisposable {
  expect(reels: readonly Reel[]): Promise<void>;
  picture(frame: ShownFrame, step: ExposureStep): Promise<Buffer>;
  /** How many it takes to show all that is in the frames. */
  count(frames: readonly ShownFrame[]): Promise<number>;
}

export function openExposures(
  ffmpegPath: string,
  sourceOf: (mediaId: string) => VideoSource | Promise<VideoSource>,
  signal: AbortSignal,
  transfer: HdrTransfer,
): Exposures {
  const reels = openFrameReels(ffmpegPath, sourceOf, signal, signalsOf(transfer));

  async function load({ mediaId, index }: ShownFrame): Promise<SignalFrame> {
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
      const counts = await Promise.all(frames.map(async (frame) => exposureMaker(transfer).count(await load(frame))));
      return Math.max(0, ...counts);
    },
    [Symbol.asyncDispose]: () => reels[Symbol.asyncDispose](),
  };
}
