/**
 * Video files whose every frame shows its own number: ten columns, black or white, lowest bit first.
 * @module
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { makeTempFolder } from '../system/temp-folder.ts';

const BITS = 10;

export interface ClipShape {
  frames: number;
  fps?: string;
  /** Its last ending decides the container. */
  name?: string;
  width?: number;
  height?: number;
  /** Arguments of FFmpeg behind the input. Default: H.264 with B-frames and a keyframe each second. */
  encode?: string[];
  /** Arguments of FFmpeg before the input. */
  input?: string[];
  /** Makes the white columns half transparent and the black ones opaque red. */
  hasAlpha?: boolean;
}

const H264 = '-c:v libx264 -preset ultrafast -bf 2 -g 30 -pix_fmt yuv420p'.split(' ');

export function numberedClip(ffmpegPath: string, shape: ClipShape): Promise<Buffer> {
  return encodeClip(ffmpegPath, shape, (frame, width, height) => drawNumber(frame, width, height, shape.hasAlpha));
}

/** A clip whose frames are drawn as RGBA. */
export async function encodeClip(
  ffmpegPath: string,
  shape: ClipShape,
  draw: (frame: number, width: number, height: number) => Buffer,
): Promise<Buffer> {
  const { frames, fps = '30', name = 'clip.mp4', width = 160, height = 90, encode = H264, input = [] } = shape;
  await using folder = await makeTempFolder(tmpdir(), 'edgereel-clip');
  const path = folder.file(name);
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'rgba', '-s', `${width}x${height}`, '-r', fps, ...input, '-i', 'pipe:0'];
  const child = spawn(ffmpegPath, ['-v', 'error', '-y', ...raw, ...encode, path], {
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  const closed = once(child, 'close');
  for (let frame = 0; frame < frames; frame++) child.stdin.write(draw(frame, width, height));
  child.stdin.end();
  const [code] = (await closed) as [number];
  if (code !== 0) throw new Error(`FFmpeg made no ${name}: ${stderr}`);
  return readFile(path);
}

function drawNumber(frame: number, width: number, height: number, hasAlpha = false): Buffer {
  const row = Buffer.alloc(width * 4);
  for (let x = 0; x < width; x++) {
    const isSet = (frame >> Math.floor((x * BITS) / width)) & 1;
    row.set(hasAlpha ? (isSet ? [0, 255, 0, 128] : [255, 0, 0, 255]) : isSet ? WHITE : BLACK, x * 4);
  }
  return Buffer.concat(Array.from({ length: height }, () => row));
}

const WHITE = [255, 255, 255, 255];
const BLACK = [0, 0, 0, 255];

/** The number that a part of a grey picture shows; null where nothing is shown, i.e. all is grey. */
export function readClipNumber(
  gray: Buffer,
  pictureWidth: number,
  { x = 0, y = 0, width = pictureWidth, height = gray.length / pictureWidth } = {},
): number | null {
  let frame = 0;
  for (let bit = 0; bit < BITS; bit++) {
    const column = Math.round(x + ((bit + 0.5) * width) / BITS);
    const value = gray[Math.round(y + height / 2) * pictureWidth + column]!;
    if (value > 70 && value < 185) return null;
    if (value > 128) frame |= 1 << bit;
  }
  return frame;
}

/** The MP4 with a mark that it is to be shown turned by a quarter, clockwise. */
export function turnedRight(mp4: Buffer): Buffer {
  const turned = Buffer.from(mp4);
  const matrix = turned.indexOf('tkhd') + 44;
  [0, 0x10000, 0, -0x10000, 0, 0, 0, 0, 0x40000000].forEach((value, i) => turned.writeInt32BE(value, matrix + i * 4));
  return turned;
}
