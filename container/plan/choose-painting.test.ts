import { expect, test } from 'vitest';
import type { EncodeSettings } from '#contracts/plan.ts';
import { choosePainting, findRemoteObstacle, isPaintable } from './choose-painting.ts';

const ENCODE: EncodeSettings = {
  format: 'mp4',
  codec: 'h264',
  quality: 'standard',
  crf: null,
  bitrate: null,
  keyframeInterval: 60,
};

test.each([
  ['mp4', 'h264', true],
  ['mp4', 'h265', true],
  ['hls', 'h264', true],
  ['webm', 'vp9', false],
  ['mov', 'prores', false],
  ['gif', null, false],
  ['png', null, false],
] as const)('%s of %s', (format, codec, expected) => {
  expect(isPaintable({ ...ENCODE, format, codec })).toBe(expected);
});

test('HDR is not painted', () => {
  expect(isPaintable({ ...ENCODE, codec: 'h265', hdr: 'pq' })).toBe(false);
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
