/**
 * Pictures → one chunk file.
 * @module
 */
import type { Fps } from '#contracts/fps.ts';
import type { EncodeSettings } from '#contracts/plan.ts';
import { startFfmpeg } from './ffmpeg-process.ts';
import { encoderArguments, type PictureForm } from './encoder-arguments.ts';
import { pictureHeader, streamHeader } from './timed-pictures.ts';

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

/**
 * Encodes pictures as they come; `onFrame` is told how many FFmpeg has taken. The same buffer again is the same picture: it is not sent again,
 * and FFmpeg repeats it.
 */
export async function encodeFrames(
  frames: AsyncIterable<Buffer>,
  { ffmpegPath, encode, outputPath, ...shape }: EncodeTarget,
  { signal, onFrame }: { signal: AbortSignal; onFrame?: (framesDone: number) => void },
): Promise<void> {
  await using ffmpeg = startFfmpeg(ffmpegPath, encoderArguments(encode, shape, outputPath), signal);
  const { form } = shape;
  if (form !== 'rgb48le') await ffmpeg.write(streamHeader(form, shape));
  let framesDone = 0;
  let last: Buffer | null = null;
  const send = async (frame: Buffer, number: number): Promise<void> => {
    if (form !== 'rgb48le') await ffmpeg.write(pictureHeader(frame.length, number));
    await ffmpeg.write(frame);
  };
  let isSent = true;
  for await (const frame of frames) {
    isSent = frame !== last || form === 'rgb48le';
    if (isSent) await send(frame, framesDone);
    last = frame;
    framesDone++;
    onFrame?.(framesDone);
  }
  // Its end says how long it stays.
  if (!isSent) await send(last!, framesDone - 1);
  await ffmpeg.finish();
}
