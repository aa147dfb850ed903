import { expect, test } from 'vitest';
import { sizeOfResolution, type Resolution } from './resolution.ts';

const WIDE = { width: 640, height: 360 };
const TALL = { width: 1080, height: 1920 };
const EVEN = { width: 540, height: 540 };

test.each<[Resolution, { width: number; height: number }, string]>([
  ['landscape', WIDE, '1920×1080'],
  ['portrait', TALL, '1080×1920'],
  ['square', EVEN, '1080×1080'],
  ['landscape-4k', WIDE, '3840×2160'],
  ['portrait-4k', TALL, '2160×3840'],
  ['square-4k', EVEN, '2160×2160'],
  ['portrait', WIDE, '1080×1920'],
  ['1080p', WIDE, '1920×1080'],
  ['1080p', TALL, '1080×1920'],
  ['hd', EVEN, '1080×1080'],
  ['4k', TALL, '2160×3840'],
  ['uhd', WIDE, '3840×2160'],
])('%s of %j is %s', (resolution, own, expected) => {
  const { width, height } = sizeOfResolution(resolution, own);
  expect(`${width}×${height}`).toBe(expected);
});
