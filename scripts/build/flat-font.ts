/**
 * Fonts that stand behind those of a page must not change the height of a line: `line-height: normal` counts the ascent and the
 * descent of every font that draws something in it.
 * @module
 */
import { nameTable, pack, readFontTables, writeFontTables, zeros } from './font-tables.ts';

/**
 * The same font under another name and with a line of no height, in the middle of the one it had: vertical text is centred on the line.
 * Its glyphs stay where they are.
 */
export function flatFont(font: Uint8Array, family: string): Buffer {
  const tables = readFontTables(font);
  const hhea = tables.get('hhea')!;
  const line = { ascent: hhea.readInt16BE(4), descent: hhea.readInt16BE(6) };
  const middle = Math.round((line.ascent + line.descent) / 2);
  keepVerticalPlaces(tables, line);
  // `MVAR` varies the heights by weight.
  tables.delete('MVAR');
  change(tables, 'hhea', { 4: middle, 6: middle, 8: 0 });
  // Typographic ascent, descent and gap, then those of Windows, of which the descent goes down.
  change(tables, 'OS/2', { 68: middle, 70: middle, 72: 0, 74: middle, 76: 0 });
  tables.set('name', nameTable(family));
  return writeFontTables(tables);
}

/** Adds vertical metrics to a font that has none: its glyphs would else stand in vertical text by the height of its line. */
function keepVerticalPlaces(tables: Map<string, Buffer>, line: { ascent: number; descent: number }): void {
  const own = tables.get('vmtx');
  // Files of subsets may have lost their advances, and vary what is not there.
  if (own && own.readUInt16BE(0) > 0) return;
  tables.delete('VVAR');
  const advance = line.ascent - line.descent;
  const glyphs = tables.get('maxp')!.readUInt16BE(4);
  tables.set('vhea', pack([0x00010000, 32], [line.ascent], [line.descent], [0], [advance], ...zeros(11), [1]));
  tables.set('vmtx', pack([advance], ...zeros(glyphs)));
  tables.set('VORG', pack([1], [0], [line.ascent], [0]));
}

/** Writes values of 16 bits at their offsets in a table. */
function change(tables: Map<string, Buffer>, tag: string, values: Readonly<Record<number, number>>): void {
  const table = Buffer.from(tables.get(tag)!);
  for (const [at, value] of Object.entries(values)) table.writeInt16BE(value, Number(at));
  tables.set(tag, table);
}
