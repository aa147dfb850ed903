import { expect, test } from 'vitest';
import { glyphWarnings } from './glyph-warnings.ts';

test('characters without a glyph are named with their element and family', () => {
  const [warning] = glyphWarnings({
    missingGlyphs: [{ characters: 'ก\u{12000}', family: 'Poppins', element: 'p.lead' }],
  });
  expect(warning).toMatchObject({
    code: 'missing_glyphs',
    severity: 'warning',
    details: { characters: 'ก\u{12000}', family: 'Poppins', element: 'p.lead' },
  });
  expect(warning!.message).toMatch(/\(U\+0E01, U\+12000\) of p\.lead \(font family "Poppins"\).*@font-face/);
});

test('a page that lacks nothing is not warned of', () => {
  expect(glyphWarnings({ missingGlyphs: [] })).toEqual([]);
});
