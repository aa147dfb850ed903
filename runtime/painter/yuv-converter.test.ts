import { join } from 'node:path';
import { expect, test } from 'vitest';
import { assembleWat } from '../../scripts/build/assemble-wat.ts';
import { openYuvConverter } from './yuv-converter.ts';

const wasm = await assembleWat(join(import.meta.dirname, 'to-yuv.wat'));

/** `pixel` gives blue, green, red and the unused fourth in one number. */
function convert(width: number, height: number, pixel: (x: number, y: number) => number): Uint8Array {
  const { pixels, yuv, convert } = openYuvConverter(wasm, width, height);
  const view = new DataView(pixels.buffer);
  for (let i = 0; i < width * height; i++) view.setUint32(i * 4, pixel(i % width, Math.floor(i / width)), true);
  convert();
  return yuv;
}

const rgb = (red: number, green: number, blue: number): number =>
  ((red << 16) | (green << 8) | blue | (255 << 24)) >>> 0;

// Values of BT.709, table 3, in 8 bits.
test.each([
  ['black', [0, 0, 0], 16, 128, 128],
  ['white', [255, 255, 255], 235, 128, 128],
  ['red', [255, 0, 0], 63, 102, 240],
  ['green', [0, 255, 0], 173, 42, 26],
  ['blue', [0, 0, 255], 32, 240, 118],
  ['a grey', [128, 128, 128], 126, 128, 128],
] as const)('%s', (_, [red, green, blue], y, u, v) => {
  const yuv = convert(16, 2, () => rgb(red, green, blue));
  expect([...yuv]).toEqual([...Array(32).fill(y), ...Array(8).fill(u), ...Array(8).fill(v)]);
});

test('every grey has no colour', () => {
  const yuv = convert(256, 2, (x) => rgb(x, x, x));
  expect(new Set(yuv.subarray(512))).toEqual(new Set([128]));
});

test.each([
  [16, 2],
  [18, 4],
  [46, 6],
  [64, 16],
])('at %i × %i each pixel has its own luma and each square of four one chroma, in its place', (width, height) => {
  let seed = 1;
  const noise = Array.from(
    { length: width * height },
    () => (seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0),
  );
  const channels = (x: number, y: number) => [16, 8, 0].map((shift) => (noise[y * width + x]! >>> shift) & 255);
  /** Weights of red, green and blue, in parts of 2^15. */
  const weigh = (colour: number[], weights: number[]) => colour.reduce((sum, value, i) => sum + value * weights[i]!, 0);
  const plane = (columns: number, rows: number, value: (x: number, y: number) => number) =>
    Array.from({ length: columns * rows }, (_, i) => value(i % columns, Math.floor(i / columns)));
  const chroma = (weights: number[]) =>
    plane(width / 2, height / 2, (x, y) => {
      const square = [0, 1].flatMap((down) => [0, 1].map((right) => channels(x * 2 + right, y * 2 + down)));
      const sums = [0, 1, 2].map((channel) => square.reduce((sum, colour) => sum + colour[channel]!, 0));
      return Math.floor(128.5 + weigh(sums, weights) / 2 ** 17);
    });
  expect([...convert(width, height, (x, y) => noise[y * width + x]!)]).toEqual([
    ...plane(width, height, (x, y) => Math.floor(16.5 + weigh(channels(x, y), [5983, 20127, 2032]) / 2 ** 15)),
    ...chroma([-3298, -11094, 14392]),
    ...chroma([14392, -13072, -1320]),
  ]);
});
