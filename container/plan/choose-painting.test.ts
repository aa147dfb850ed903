import { expect, test } from 'vitest';
import {
  choosePainting,
  decideAhead,
  DIES_OF_PAINTING,
  findRemoteObstacle,
  paintingWarnings,
} from './choose-painting.ts';

test.each([
  ['h264', true],
  ['h265', true],
  ['vp9', false],
  ['prores', false],
  [null, false],
] as const)('whether pictures for %s are painted: %s', (codec, expected) => {
  expect(decideAhead({ codec, drawingWithHtml: null, unpaintable: undefined }).painted).toBe(expected);
});

test('what a chunk has found counts, and is told; what is known of the files is not', () => {
  const found = decideAhead({ codec: 'h264', drawingWithHtml: null, unpaintable: 'frame 3 differs' });
  const known = decideAhead({ codec: 'h264', drawingWithHtml: 'a.svg', unpaintable: undefined });
  expect([found, known].map(({ painted }) => painted)).toEqual([false, false]);
  const told = [found, known, DIES_OF_PAINTING].map((why) => paintingWarnings(why));
  expect(told.map((warnings) => warnings.map(({ code, severity }) => `${code} ${severity}`))).toEqual([
    ['painting_differs info'],
    [],
    ['painting_differs info'],
  ]);
});

test.each([
  [0, 'tiled'],
  [11, 'tiled'],
  [12, 'whole'],
] as const)('%i blurs at once: %s', (blurs, expected) => {
  expect(choosePainting(blurs)).toBe(expected);
});

test.each([
  ['text/css', false],
  ['font/woff2', false],
  ['application/vnd.ms-fontobject', true],
  ['text/javascript', false],
  ['application/x-javascript; charset=utf-8', false],
  ['application/json', false],
  ['video/mp4', false],
  ['image/png', true],
  ['image/svg+xml', true],
  ['text/html; charset=utf-8', true],
  // Chrome finds out by itself.
  ['application/octet-stream', true],
  ['text/plain', true],
  ['', true],
  ['application/octet-stream', false, 'https://example.com/a.woff2?v=1'],
])('%s of another origin', async (contentType, isObstacle, url = 'https://example.com/file') => {
  const file = { url, finalUrl: url, sha256: 'a'.repeat(64), sizeBytes: 1, contentType };
  const freezer = { files: async () => [file] };
  expect(await findRemoteObstacle(freezer)).toBe(isObstacle ? url : null);
});
