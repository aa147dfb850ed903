/**
 * HDR clips of flat patches with known signals, and pictures of them read back.
 * @module
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import type { HdrTransfer } from '#contracts/hdr.ts';
import { fromMix, lightToSrgb, srgbToLight } from '../hdr/curves.ts';
import { makeTempFolder } from '../system/temp-folder.ts';

export type Yuv = readonly [y: number, u: number, v: number];
/** 0 to 1 in the clip's transfer, primaries of BT.2020. */
export type Signal = readonly [red: number, green: number, blue: number];

export const PATCH_PX = 20;
const COLUMNS = 8;
export const chartWidth = COLUMNS * PATCH_PX;
export const chartHeight = (signals: readonly Signal[]): number => Math.ceil(signals.length / COLUMNS) * PATCH_PX;

/** Middle of a patch of the chart. */
export const patchCentre = (patch: number): [x: number, y: number] => [
  (patch % COLUMNS) * PATCH_PX + PATCH_PX / 2,
  Math.floor(patch / COLUMNS) * PATCH_PX + PATCH_PX / 2,
];

/** Ten bits, limited range, as ITU-R BT.2020 has it for non-constant luminance. */
export function yuvOf([red, green, blue]: Signal): Yuv {
  const y = 0.2627 * red + 0.678 * green + 0.0593 * blue;
  return [64 + 876 * y, 512 + (896 * (blue - y)) / 1.8814, 512 + (896 * (red - y)) / 1.4746];
}

const TRANSFERS: Record<HdrTransfer, string> = { pq: 'smpte2084', hlg: 'arib-std-b67' };

/** A lossless HEVC clip whose frames hold the patches; odd frames have them in reverse. */
export async function hdrClip(
  ffmpegPath: string,
  transfer: HdrTransfer,
  signals: readonly Signal[],
  frames: number,
): Promise<Buffer> {
  await using folder = await makeTempFolder(tmpdir(), 'edgereel-clip');
  const path = folder.file('clip.mp4');
  const colours = `colorprim=bt2020:transfer=${TRANSFERS[transfer]}:colormatrix=bt2020nc:range=limited`;
  const input = `-f rawvideo -pix_fmt yuv420p10le -s ${chartWidth}x${chartHeight(signals)} -r 30 -i pipe:0`;
  const encode = `-c:v libx265 -preset ultrafast -x265-params lossless=1:log-level=none:${colours} -tag:v hvc1`;
  const child = spawn(ffmpegPath, ['-v', 'error', '-y', ...`${input} ${encode}`.split(' '), path], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const closed = once(child, 'close');
  for (let frame = 0; frame < frames; frame++)
    child.stdin.write(drawChart(frame % 2 === 0 ? signals : signals.toReversed()));
  child.stdin.end();
  const [code] = (await closed) as [number];
  if (code !== 0) throw new Error('FFmpeg made no HDR clip.');
  return readFile(path);
}

function drawChart(signals: readonly Signal[]): Buffer {
  const height = chartHeight(signals);
  const plane = (component: 0 | 1 | 2, scale: number): Uint16Array =>
    Uint16Array.from({ length: (chartWidth / scale) * (height / scale) }, (_, i) => {
      const x = (i % (chartWidth / scale)) * scale;
      const y = Math.floor(i / (chartWidth / scale)) * scale;
      const patch = Math.floor(y / PATCH_PX) * COLUMNS + Math.floor(x / PATCH_PX);
      return Math.round(yuvOf(signals[patch] ?? [0, 0, 0])[component]);
    });
  return Buffer.concat([plane(0, 1), plane(1, 2), plane(2, 2)].map((values) => Buffer.from(values.buffer)));
}

/** A pixel of a picture in `yuv420p10le`. */
export function yuvAt(picture: Buffer, width: number, height: number, x: number, y: number): Yuv {
  const chroma = (y >> 1) * (width / 2) + (x >> 1);
  const plane = width * height;
  return [
    picture.readUInt16LE(2 * (y * width + x)),
    picture.readUInt16LE(2 * (plane + chroma)),
    picture.readUInt16LE(2 * (plane + plane / 4 + chroma)),
  ];
}

/** A picture in `yuv420p10le` as RGB in its own transfer, three bytes a pixel. */
export function signalColours(picture: Buffer, width: number, height: number): Buffer {
  const rgb = Buffer.alloc(width * height * 3);
  for (let i = 0; i < width * height; i++) {
    const [y, u, v] = yuvAt(picture, width, height, i % width, Math.floor(i / width));
    const luma = (y - 64) / 876;
    const red = luma + (1.4746 * (v - 512)) / 896;
    const blue = luma + (1.8814 * (u - 512)) / 896;
    const green = (luma - 0.2627 * red - 0.0593 * blue) / 0.678;
    [red, green, blue].forEach((signal, channel) => {
      rgb[i * 3 + channel] = Math.max(0, Math.min(255, Math.round(signal * 255)));
    });
  }
  return rgb;
}

/** What a colour of a page, of 255, is in PQ, of 255, when its white is 203 nits. */
export function pageInPq(colour: readonly number[]): number[] {
  const [red, green, blue] = colour.map((value) => srgbToLight(value / 255)) as unknown as Signal;
  const light = [
    0.6274 * red + 0.3293 * green + 0.0433 * blue,
    0.0691 * red + 0.9195 * green + 0.0114 * blue,
    0.0164 * red + 0.088 * green + 0.8956 * blue,
  ];
  return light.map((value) => 255 * fromMix.pq(lightToSrgb(value)));
}

/** Light of BT.2020 as that of BT.709 (ITU-R BT.2407): negative where that has no such colour. */
export const toBt709 = ([red, green, blue]: Signal): Signal => [
  1.6605 * red - 0.5876 * green - 0.0728 * blue,
  -0.1246 * red + 1.1329 * green - 0.0083 * blue,
  -0.0182 * red - 0.1006 * green + 1.1187 * blue,
];
