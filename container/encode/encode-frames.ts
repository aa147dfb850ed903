/**
 * Pictures → one chunk file.
 * @module
 */
import type { EncodeSettings } from '#contracts/plan.ts';
import { startFfmpeg } from './ffmpeg-process.ts';
import { encoderArguments, type PictureShape } from './encoder-arguments.ts';
import { isTimed, pictureHeader, streamHeader } from './timed-pictures.ts';

export interface EncodeTarget extends PictureShape {
  ffmpegPath: string;
  encode: EncodeSettings;
  outputPath: string;
}

/**
 * Encodes pictures as they come; `onFrame` is told how many FFmpeg has taken. The same buffer again is the same picture: where the form
 * allows it, FFmpeg repeats it.
 */
export async function encodeFrames(
  frames: AsyncIterable<Buffer>,
  { ffmpegPath, encode, outputPath, ...shape }: EncodeTarget,
  { signal, onFrame }: { signal: AbortSignal; onFrame?: (framesDone: number) => void },
): Promise<void> {
  await using ffmpeg = startFfmpeg(ffmpegPath, encoderArguments(encode, shape, outputPath), signal);
  const { form } = shape;
  const repeats = isTimed(form);
  if (repeats) await ffmpeg.write(streamHeader(form, shape));
  const send = async (frame: Buffer, number: number): Promise<void> => {
    if (repeats) await ffmpeg.write(pictureHeader(frame.length, number));
    await ffmpeg.write(frame);
  };
  let framesDone = 0;
  let last: Buffer | null = null;
  let isSent = true;
  for await (const frame of frames) {
    isSent = !repeats || frame !== last;
    if (isSent) await send(frame, framesDone);
    last = frame;
    framesDone++;
    onFrame?.(framesDone);
  }
  // Its end says how long it stays.
  if (!isSent) await send(last!, framesDone - 1);
  await ffmpeg.finish();
}
