/**
 * What FFmpeg leaves to do in an animated GIF: exact times, and where the file comes from.
 * @module
 */
import type { Fps } from '#contracts/fps.ts';
import { readGif } from './read-gif.ts';

const TRAILER = 0x3b;
const COMMENT = Buffer.from([0x21, 0xfe]);
const MAX_BLOCK = 255;

/** When a frame is shown, in hundredths of a second, the clock of a GIF. */
export const frameCentiseconds = (frame: number, { num, den }: Fps): number => Math.round((frame * 100 * den) / num);

/** Each picture stands until the next is due, the last until the end; FFmpeg would give the last the time of the one before it. */
export function finishGif(gif: Buffer, fps: Fps, comment: string): Buffer {
  const timed = Buffer.from(gif);
  readGif(timed).delayOffsets.forEach((offset, frame) =>
    timed.writeUInt16LE(frameCentiseconds(frame + 1, fps) - frameCentiseconds(frame, fps), offset),
  );
  return Buffer.concat([timed.subarray(0, -1), COMMENT, ...inBlocks(Buffer.from(comment)), Buffer.from([0, TRAILER])]);
}

/** Pieces of no more than 255 bytes, each behind its length. */
function inBlocks(bytes: Buffer): Buffer[] {
  const blocks = [];
  for (let at = 0; at < bytes.length; at += MAX_BLOCK) {
    const block = bytes.subarray(at, at + MAX_BLOCK);
    blocks.push(Buffer.from([block.length]), block);
  }
  return blocks;
}
