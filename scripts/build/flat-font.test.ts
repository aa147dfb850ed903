import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { decompress } from 'wawoff2';
import { flatFont } from './flat-font.ts';
import { fontCharacters } from './font-characters.ts';
import { readFontTables } from './font-tables.ts';
import { missingGlyphFont } from './missing-glyph-font.ts';

const HEBREW = '@fontsource-variable/noto-sans-hebrew/files/noto-sans-hebrew-hebrew-wght-normal.woff2';

const font = await decompress(await readFile(join(import.meta.dirname, '../../node_modules', HEBREW)));

test('a flat font has its glyphs, and a line of no height in the middle of its own', () => {
  const [before, after] = [readFontTables(font), readFontTables(flatFont(font, 'Some Name'))];
  const line = (tables: Map<string, Buffer>) => [4, 6, 8].map((at) => tables.get('hhea')!.readInt16BE(at));
  expect(line(before)).toEqual([1068, -292, 0]);
  expect(line(after)).toEqual([388, 388, 0]);
  expect(after.get('glyf')!.equals(before.get('glyf')!)).toBe(true);
  // Advance in vertical text: the height that the line had.
  expect(after.get('vmtx')!.readUInt16BE(0)).toBe(1360);
  expect(after.get('name')!.includes(Buffer.from('Some Name', 'utf16le').swap16())).toBe(true);
});

test('characters are those that have a glyph', () => {
  const characters = fontCharacters(font);
  expect([0x5d0, 0x5ea].every((code) => characters.has(code))).toBe(true);
  expect([0x41, 0x627, 0xffff].some((code) => characters.has(code))).toBe(false);
});

test('boxes are for what the others lack, and for private use', () => {
  const groups = readFontTables(missingGlyphFont(new Set([0x5d0, 0xe001])))
    .get('cmap')!
    .subarray(12);
  const ranges = Array.from({ length: groups.readUInt32BE(12) }, (_, i) => [
    groups.readUInt32BE(16 + i * 12),
    groups.readUInt32BE(20 + i * 12),
  ]);
  const hasBox = (code: number) => ranges.some(([first, last]) => code >= first! && code <= last!);
  expect([0x5cf, 0x5d0, 0x5d1, 0xe001, 0x1f600].map(hasBox)).toEqual([true, false, true, true, true]);
});
