import { expect, it } from 'vitest';
import { finishGif } from './finish-gif.ts';
import { readGif } from './read-gif.ts';

/** 4 by 2 pixels without a palette; a picture is a control block, a header, and one block of data. */
const START = Buffer.from('GIF89a\u0004\0\u0002\0\0\0\0', 'latin1');
const control = (delay: number) => Buffer.from([0x21, 0xf9, 4, 0, delay, 0, 0, 0]);
const PICTURE = Buffer.from([0x2c, 0, 0, 0, 0, 4, 0, 2, 0, 0, 2, 2, 0x84, 0x51, 0]);
const END = Buffer.from([0x3b]);
const gifOf = (...delays: number[]) =>
  Buffer.concat([START, ...delays.flatMap((delay) => [control(delay), PICTURE]), END]);

it('tells size and delays', () => {
  expect(readGif(gifOf(3, 4, 3))).toMatchObject({ width: 4, height: 2, delays: [3, 4, 3] });
});

it('gets every delay from the exact time, the last one too, and a comment of any length before its end', () => {
  const text = 'x'.repeat(600);
  const gif = finishGif(gifOf(3, 4, 3, 3, 4, 4), { num: 30, den: 1 }, text);
  expect(readGif(gif).delays).toEqual([3, 4, 3, 3, 4, 3]);
  expect(gif.toString('latin1').split('x').length - 1).toBe(text.length);
});

it.each([
  ['cut off amid a picture', gifOf(3).subarray(0, -6), /cut off/],
  ['cut off before its end', gifOf(3).subarray(0, -1), /cut off/],
  ['going on', Buffer.concat([gifOf(3), END]), /goes on behind its end/],
  ['without a delay', Buffer.concat([START, PICTURE, END]), /no delay/],
  ['no GIF', Buffer.from('PNG'), /does not begin as one/],
])('is refused %s', (_what, bytes, message) => {
  expect(() => readGif(bytes)).toThrow(
    expect.objectContaining({ code: 'OUTPUT_MISMATCH', message: expect.stringMatching(message) }),
  );
});
