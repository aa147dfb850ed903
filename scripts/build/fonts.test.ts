import { expect, test } from 'vitest';
import { readFontSheet } from './fonts.ts';

test('a font face blocks, points at its woff2 beside the sheet, and has no byte too many', () => {
  const source = `/* inter-latin */
@font-face {
  font-family: 'Inter Variable';
  font-display: swap;
  font-weight: 100 900;
  src: url(./files/inter-latin.woff2) format('woff2-variations'), url(./files/inter-latin.woff) format('woff');
  unicode-range: U+0000-00FF, U+0131;
}`;
  expect(readFontSheet(source, 'fonts/')).toEqual({
    files: ['./files/inter-latin.woff2'],
    faces: [
      'font-display:block;font-weight:100 900;src:url(fonts/inter-latin.woff2)format("woff2");unicode-range:U+0000-00FF,U+0131',
    ],
  });
});
