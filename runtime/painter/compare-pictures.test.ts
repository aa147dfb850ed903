import { expect, test } from 'vitest';
import { comparePictures } from './compare-pictures.ts';

const WIDTH = 48;
const HEIGHT = 27;

/** `shade` gives the grey of each pixel. */
function picture(shade: (x: number, y: number) => number) {
  const data = new Uint8ClampedArray(WIDTH * HEIGHT * 4);
  for (let i = 0; i < WIDTH * HEIGHT; i++)
    data.set([...Array<number>(3).fill(shade(i % WIDTH, Math.floor(i / WIDTH))), 255], i * 4);
  return { width: WIDTH, height: HEIGHT, data };
}
const box = (left: number, size: number) => (x: number, y: number) =>
  x >= left && x < left + size && y >= 10 && y < 10 + size ? 200 : 20;

test('equal pictures do not differ', () => {
  expect(comparePictures(picture(box(10, 6)), picture(box(10, 6)))).toEqual({ strayPixels: 0, shade: 0 });
});

test('an edge that is smoothed otherwise, or lies a pixel further, leaves nothing astray', () => {
  const soft = picture((x, y) => (x === 10 && box(10, 6)(x, y) > 20 ? 110 : box(10, 6)(x, y)));
  expect(comparePictures(picture(box(10, 6)), soft).strayPixels).toBe(0);
  expect(comparePictures(picture(box(10, 6)), picture(box(11, 6))).strayPixels).toBe(0);
});

test('what is missing or elsewhere does, whichever picture has it', () => {
  const empty = picture(() => 20);
  for (const [a, b] of [
    [picture(box(10, 4)), empty],
    [empty, picture(box(10, 4))],
  ] as const)
    expect(comparePictures(a, b).strayPixels).toBeGreaterThanOrEqual(9);
  expect(comparePictures(picture(box(10, 6)), picture(box(14, 6))).strayPixels).toBeGreaterThanOrEqual(9);
});

test('a faint veil shows as another shade', () => {
  const { strayPixels, shade } = comparePictures(
    picture(() => 100),
    picture((x) => (x < 20 ? 115 : 100)),
  );
  expect([strayPixels, shade]).toEqual([0, 15]);
});
