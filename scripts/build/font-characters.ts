/**
 * Finds the characters that a font has a glyph for.
 * @module
 */
import { readFontTables } from './font-tables.ts';

/** Code points of the `cmap` table. Of its formats, real fonts use 4 and 12 for Unicode. */
export function fontCharacters(font: Uint8Array): Set<number> {
  const cmap = readFontTables(font).get('cmap')!;
  const characters = new Set<number>();
  for (let i = 0; i < cmap.readUInt16BE(2); i++) {
    const table = cmap.subarray(cmap.readUInt32BE(4 + i * 8 + 4));
    const format = table.readUInt16BE(0);
    if (format === 4) addSegments(table, characters);
    if (format === 12) addGroups(table, characters);
  }
  return characters;
}

/** Reads format 4: three arrays with the end, the start and the delta of each segment; a fourth refers to glyphs one by one. */
function addSegments(table: Buffer, characters: Set<number>): void {
  const bytes = table.readUInt16BE(6);
  const [ends, starts, deltas, offsets] = [14, 16 + bytes, 16 + bytes * 2, 16 + bytes * 3] as const;
  for (let at = 0; at < bytes; at += 2) {
    const [start, end] = [table.readUInt16BE(starts + at), table.readUInt16BE(ends + at)];
    const offset = table.readUInt16BE(offsets + at);
    for (let code = start; code <= end && code !== 0xffff; code++) {
      const glyph = offset === 0 ? code : table.readUInt16BE(offsets + at + offset + (code - start) * 2);
      const isThere = offset !== 0 ? glyph !== 0 : ((glyph + table.readUInt16BE(deltas + at)) & 0xffff) !== 0;
      if (isThere) characters.add(code);
    }
  }
}

function addGroups(table: Buffer, characters: Set<number>): void {
  for (let i = 0; i < table.readUInt32BE(12); i++) {
    const at = 16 + i * 12;
    const [start, end, glyph] = [table.readUInt32BE(at), table.readUInt32BE(at + 4), table.readUInt32BE(at + 8)];
    for (let code = start; code <= end; code++) if (glyph + code - start !== 0) characters.add(code);
  }
}
