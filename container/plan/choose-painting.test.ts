import { expect, test } from 'vitest';
import { choosePainting, findRemoteObstacle, isPaintable } from './choose-painting.ts';

test.each([
  ['h264', true],
  ['h265', true],
  ['vp9', false],
  ['prores', false],
  [null, false],
] as const)('whether pictures for %s are painted: %s', (codec, expected) => {
  expect(isPaintable(codec)).toBe(expected);
});

test.each([
  [{ obstacle: null, blurs: 0 }, 'tiled'],
  [{ obstacle: null, blurs: 11 }, 'tiled'],
  [{ obstacle: null, blurs: 12 }, 'whole'],
  [{ obstacle: '<canvas>', blurs: 0 }, null],
] as const)('%j: %s', (rehearsed, expected) => {
  expect(choosePainting(rehearsed)).toBe(expected);
});

test.each([
  ['text/css', false],
  ['font/woff2', false],
  ['text/javascript', false],
  ['video/mp4', false],
  ['image/png', true],
  ['image/svg+xml', true],
  ['text/html; charset=utf-8', true],
])('%s of another origin', async (contentType, isObstacle) => {
  const url = 'https://example.com/file';
  const file = { url, finalUrl: url, sha256: 'a'.repeat(64), sizeBytes: 1, contentType };
  const freezer = { files: async () => [file] };
  expect(await findRemoteObstacle(freezer)).toBe(isObstacle ? url : null);
});
