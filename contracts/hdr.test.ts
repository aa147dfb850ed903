import { expect, it } from 'vitest';
import { hdrModeOf } from './hdr.ts';

it.each([
  ['auto', { format: 'mp4' }, 'auto'],
  ['auto', { format: 'mp4', codec: 'h265' }, 'auto'],
  ['auto', { format: 'mp4', codec: 'h264' }, 'off'],
  ['auto', { format: 'mp4', resolution: '4k' }, 'off'],
  ['auto', { format: 'webm' }, 'off'],
  ['auto', { format: 'hls' }, 'off'],
  ['on', { format: 'mp4' }, 'on'],
  ['off', { format: 'mp4', codec: 'h265' }, 'off'],
] as const)('hdr %s with %j is %s', (hdr, choices, expected) => {
  expect(hdrModeOf({ hdr, ...choices })).toBe(expected);
});
