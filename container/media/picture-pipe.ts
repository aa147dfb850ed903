/**
 * What is made of the frames of a source: pictures for Chrome, or the signals of a frame as they are. Pure.
 * @module
 */
import type { HdrTransfer } from '#contracts/hdr.ts';
import type { VideoFacts } from '#contracts/media.ts';
import { pictureEncoderArguments, pictureFilters, signalFilters } from './picture-arguments.ts';
import { splitPictures, splitEvenly } from './split-pictures.ts';

export interface PicturePipe {
  filters(video: VideoFacts): string[];
  /** Arguments of FFmpeg for the pictures. */
  encoder(video: VideoFacts): string[];
  /** Cuts FFmpeg's output into pictures. */
  split(stream: AsyncIterable<Buffer>, video: VideoFacts): AsyncIterable<Buffer>;
}

/** JPEG, or PNG with alpha, in the colours of a page. */
export const POSTERS: PicturePipe = { filters: pictureFilters, encoder: pictureEncoderArguments, split: splitPictures };

const BYTES_PER_PIXEL = 6;

/** Raw `rgb48le`: the signals of BT.2020 in a transfer. */
export const signalsOf = (transfer: HdrTransfer): PicturePipe => ({
  filters: (video) => signalFilters(video, transfer),
  encoder: () => ['-c:v', 'rawvideo'],
  split: (stream, { width, height }) => splitEvenly(stream, width * height * BYTES_PER_PIXEL),
});
