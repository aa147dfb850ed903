/**
 * Pictures with their times for FFmpeg, in the one container that has nothing but that (IVF), so that a picture that stays is sent once.
 * Layout: https://wiki.multimedia.cx/index.php/Duck_IVF.
 * @module
 */
import type { Fps } from '#contracts/fps.ts';

/**
 * What FFmpeg knows each form by, in this container. PNGs are not among them: they have an alpha channel or not, and where that changes FFmpeg
 * forgets what it was to repeat.
 */
const FOURCC = { jpeg: 'MJPG', yuv420p: 'I420' } as const;

export type TimedForm = keyof typeof FOURCC;

export const isTimed = (form: string): form is TimedForm => form in FOURCC;

/** Begins the stream. Times are counted in frames. */
export function streamHeader(
  form: TimedForm,
  { width, height, fps }: { width: number; height: number; fps: Fps },
): Buffer {
  const header = Buffer.alloc(32);
  header.write('DKIF', 0, 'latin1');
  header.writeUInt16LE(header.length, 6);
  header.write(FOURCC[form], 8, 'latin1');
  header.writeUInt16LE(width, 12);
  header.writeUInt16LE(height, 14);
  header.writeUInt32LE(fps.num, 16);
  header.writeUInt32LE(fps.den, 20);
  return header;
}

/** Stands before each picture. */
export function pictureHeader(sizeBytes: number, frame: number): Buffer {
  const header = Buffer.alloc(12);
  header.writeUInt32LE(sizeBytes, 0);
  header.writeBigUInt64LE(BigInt(frame), 4);
  return header;
}
