/**
 * Content that tests paint: boxes, drawings, and pictures that move.
 * @module
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export const BOX =
  'position:absolute;left:60px;top:30px;width:200px;height:120px;background:linear-gradient(45deg,red,blue)';
export const INNER = 'position:absolute;inset:20px 60px;background:lime';
/** URL of a drawing of 40 by 40 pixels with a shape in it. */
export const SVG = (shape: string) =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">${shape}</svg>`)}`;

/** Two seconds, ten pictures each. */
export async function movingPicture(ffmpegPath: string, format: 'gif' | 'apng'): Promise<Buffer> {
  const args = `-v error -f lavfi -i testsrc=size=160x120:rate=10:duration=2 -f ${format} pipe:1`.split(' ');
  return (await promisify(execFile)(ffmpegPath, args, { encoding: 'buffer', maxBuffer: 2 ** 24 })).stdout;
}
