import { expect, test } from 'vitest';
import { comparisonGraph, parseCloseness } from './compare-video.ts';

test.each([
  [
    '[Parsed_ssim_8 @ 0x1] SSIM Y:0.991000 (20.4) U:0.99 (20) V:0.99 (20) All:0.990123 (20.054)\n[Parsed_psnr_9 @ 0x2] PSNR y:41 u:45 v:44 average:42.125000 min:38 max:50',
    { ssim: 0.990123, psnr: 42.125 },
  ],
  [
    '[x] SSIM Y:1.000000 (inf) U:1 (inf) V:1 (inf) All:1.000000 (inf)\n[y] PSNR y:inf u:inf v:inf average:inf min:inf max:inf',
    { ssim: 1, psnr: Infinity },
  ],
])('reads what the filters print', (log, expected) => {
  expect(parseCloseness(log)).toEqual(expected);
});

test('a log without figures is an error', () => {
  expect(() => parseCloseness('Conversion failed!')).toThrow('Conversion failed!');
});

test('both inputs get the same frame numbers, and an untagged video is read as BT.709', () => {
  expect(comparisonGraph({ colorSpace: 'unknown' }).match(/settb=1\/1,setpts=N,/g)).toHaveLength(2);
  expect(comparisonGraph({ colorSpace: 'unknown' })).toContain('in_color_matrix=bt709');
  expect(comparisonGraph({ colorSpace: 'bt470bg' })).toContain('in_color_matrix=auto');
});
