import { expect, test } from 'vitest';
import { toYuv, yuvBytes } from './to-yuv.ts';

/** A square of four pixels. */
function convert(...colours: [red: number, green: number, blue: number][]): number[] {
  const pixels = Uint32Array.from({ length: 4 }, (_, i) => {
    const [red, green, blue] = colours[i % colours.length]!;
    return (0xff << 24) | (red << 16) | (green << 8) | blue;
  });
  const yuv = new Uint8Array(yuvBytes(2, 2));
  toYuv(pixels, yuv, 2, 2);
  return [...yuv];
}

// Values of BT.709, table 3, in 8 bits.
test.each([
  ['black', [0, 0, 0], 16, 128, 128],
  ['white', [255, 255, 255], 235, 128, 128],
  ['red', [255, 0, 0], 63, 102, 240],
  ['green', [0, 255, 0], 173, 42, 26],
  ['blue', [0, 0, 255], 32, 240, 118],
  ['a grey', [128, 128, 128], 126, 128, 128],
] as const)('%s', (_, [red, green, blue], y, u, v) => {
  expect(convert([red, green, blue])).toEqual([y, y, y, y, u, v]);
});

test('every grey has no colour', () => {
  for (let grey = 0; grey < 256; grey++) expect(convert([grey, grey, grey]).slice(4)).toEqual([128, 128]);
});

test('each pixel has a luma of its own, and the square one chroma', () => {
  const [first, second, third, fourth, u, v] = convert([0, 0, 0], [255, 255, 255], [255, 0, 0], [0, 0, 255]);
  expect([first, second, third, fourth]).toEqual([16, 235, 63, 32]);
  // Their mean is (127.5, 63.75, 127.5).
  expect([u, v]).toEqual([150, 153]);
});

test('rows and planes lie where a decoder looks for them', () => {
  const width = 4;
  const white = 0xffffffff;
  const pixels = new Uint32Array(width * 4);
  pixels.fill(white, width * 2, width * 4);
  const yuv = new Uint8Array(yuvBytes(width, 4));
  toYuv(pixels, yuv, width, 4);
  expect([...yuv.subarray(0, 16)]).toEqual([...Array(8).fill(16), ...Array(8).fill(235)]);
  expect([...yuv.subarray(16)]).toEqual(Array(8).fill(128));
});
