import { expect, it } from 'vitest';
import { animatedImageType } from './image-head.ts';

const webp = (flags: number): string => `RIFF....WEBPVP8X....${String.fromCharCode(flags)}`;

it.each<[what: string, head: string, type: string | null]>([
  ['a GIF', 'GIF89a', 'image/gif'],
  ['a WebP of several pictures', webp(0x12), 'image/webp'],
  ['a WebP with alpha alone', webp(0x10), null],
  ['a simple WebP', 'RIFF....WEBPVP8 ', null],
  ['a PNG of several pictures', '\x89PNG\r\n\x1a\n....IHDR....acTL', 'image/png'],
  ['a PNG', '\x89PNG\r\n\x1a\n....IHDR....IDAT', null],
  ['a sequence of AVIF', '\0\0\0\x1cftypavis\0\0\0\0avifmif1', 'image/avif'],
  ['a sequence that an AVIF begins with a still', '\0\0\0\x1cftypavif\0\0\0\0avismif1', 'image/avif'],
  ['an AVIF', '\0\0\0\x14ftypavif\0\0\0\0mif1avis', null],
  ['a JPEG', '\xff\xd8\xff\xe0', null],
])('%s is told by its head', (_what, head, type) => {
  expect(animatedImageType(Uint8Array.from(head, (character) => character.charCodeAt(0)))).toBe(type);
});
