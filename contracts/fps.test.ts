import { expect, it } from 'vitest';
import { countFrames, formatFps, frameTime, parseFps } from './fps.ts';

it.each([
  [30, '30'],
  ['24', '24'],
  ['30000/1001', '30000/1001'],
  ['60/2', '30'],
  [1, '1'],
  [240, '240'],
])('takes %s as %s', (value, text) => expect(formatFps(parseFps(value))).toBe(text));

it.each([0, 241, 29.97, '29.97', '30/0', '0/1', '', '-30', '30/', 'fast', '1e2', '1/2', '1234567890/1'])(
  'refuses %s',
  (value) => {
    expect(() => parseFps(value)).toThrow(expect.objectContaining({ code: 'INVALID_REQUEST' }));
  },
);

it('derives the time of a frame from its number alone', () => {
  const ntsc = parseFps('30000/1001');
  expect(frameTime(0, ntsc)).toBe(0);
  expect(frameTime(30_000, ntsc)).toBe(1001);
});

it.each([
  [10, 300],
  [10.00001, 300],
  [9.99999, 300],
  [10.01, 301],
  [0.001, 1],
])('counts the frames of %s s as %i at 30 fps', (seconds, frames) =>
  expect(countFrames(seconds, parseFps(30))).toBe(frames),
);
