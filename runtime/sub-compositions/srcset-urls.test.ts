import { expect, test } from 'vitest';
import { rewriteSrcset } from './srcset-urls.ts';

test.each([
  ['a.png', '/a.png'],
  ['a.png 1x, b.png 2x', '/a.png 1x, /b.png 2x'],
  ['a.png, b.png 2x', '/a.png, /b.png 2x'],
  ['\n a,b.png 100w,\n c.png 1.5x ', '\n /a,b.png 100w,\n /c.png 1.5x '],
  ['data:image/png;base64,AA 1x, a.png 2x', 'data:image/png;base64,AA 1x, /a.png 2x'],
  ['', ''],
])('%j', (srcset, expected) => {
  const rewrite = (address: string) => (address.startsWith('data:') ? null : `/${address}`);
  expect(rewriteSrcset(srcset, rewrite)).toBe(expected);
});
