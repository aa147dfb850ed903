import { expect, test } from 'vitest';
import { rewriteFontSheet } from './fonts.ts';

test('a font face gets the plain family name, blocks, and points at its woff2 beside the sheet', () => {
  const source = `/* inter-latin */
@font-face {
  font-family: 'Inter Variable';
  font-display: swap;
  font-weight: 100 900;
  src: url(./files/inter-latin.woff2) format('woff2-variations'), url(./files/inter-latin.woff) format('woff');
  unicode-range: U+0000-00FF;
}`;
  expect(rewriteFontSheet(source, 'Inter')).toEqual({
    files: ['./files/inter-latin.woff2'],
    css: `@font-face {
  font-family: 'Inter';
  font-display: block;
  font-weight: 100 900;
  src: url(fonts/inter-latin.woff2) format('woff2');
  unicode-range: U+0000-00FF;
}`,
  });
});
