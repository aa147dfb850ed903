/**
 * Pictures → one chunk file.
 * @module
 */
import type { Fps } from '#contracts/fps.ts';
import type { EncodeSettings } from '#contracts/plan.ts';
import { startFfmpeg } from './ffmpeg-process.ts';
import { encoderArguments, type PictureForm } from './encoder-arguments.ts';

export interface EncodeTarget {
  ffmpegPath: string;
  encode: EncodeSettings;
  fps: Fps;
  /** Size of the pictures, in pixels. */
  width: number;
  height: number;
  form: PictureForm;
  outputPath: string;
}

/** Encodes pictures as they come; `onFrame` is told how many FFmpeg has taken. */
export async function encodeFrames(
  frames: AsyncIterable<Buffer>,
  { ffmpegPath, encode, outputPath, ...shape }: EncodeTarget,
  { signal, onFrame }: { signal: AbortSignal; onFrame?: (framesDone: number) => void },
): Promise<void> {
  await using ffmpeg = startFfmpeg(ffmpegPath, encoderArguments(encode, shape, outputPath), signal);
  let framesDone = 0;
  for await (const frame of frames) {
    await ffmpeg.write(frame);
    onFrame?.(++framesDone);
  }
  await ffmpeg.finish();
}
