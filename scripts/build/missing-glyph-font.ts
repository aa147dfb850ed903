/**
 * A TrueType font that has one glyph, an empty box, for every character there is. Chrome falls back to it when no other
 * font has the character, and the width of the box tells that it did.
 * @module
 */
import { MISSING_GLYPH } from '#contracts/fonts.ts';

const { family, unitsPerEm, advance } = MISSING_GLYPH;
const ASCENT = Math.round(unitsPerEm * 0.9);
const DESCENT = unitsPerEm - ASCENT;

/** Planes with characters, without controls, surrogates and sentinels. */
const CHARACTERS = [
  [0x20, 0xd7ff],
  [0xe000, 0xfffd],
  [0x10000, 0x3fffd],
  [0xe0100, 0xe01ef],
] as const;

/** Outer corners clockwise, inner ones counter-clockwise: what lies between them is filled. */
const BOX = boxCorners(advance, Math.round(unitsPerEm * 0.72), Math.round(unitsPerEm * 0.06));

export function missingGlyphFont(): Buffer {
  const glyph = boxGlyph();
  const tables: Record<string, Buffer> = {
    'OS/2': os2(),
    cmap: cmap(),
    glyf: Buffer.concat([glyph, glyph]),
    head: head(),
    hhea: pack([0x00010000, 32], [ASCENT], [-DESCENT], [0], [advance], [0], [0], [advance], [1], ...zeros(7), [1]),
    hmtx: pack([advance], [BOX[0]![0]], [BOX[0]![0]]),
    loca: pack([0, 32], [glyph.length, 32], [glyph.length * 2, 32]),
    maxp: pack([0x00010000, 32], [2], [8], [2], [0], [0], [2], ...zeros(8)),
    name: name(),
    post: pack([0x00030000, 32], ...zeros(14)),
  };
  return sfnt(tables);
}

function boxCorners(width: number, height: number, stroke: number): [x: number, y: number][] {
  const left = stroke;
  const right = width - stroke;
  return [
    [left, 0],
    [left, height],
    [right, height],
    [right, 0],
    [left + stroke, stroke],
    [right - stroke, stroke],
    [right - stroke, height - stroke],
    [left + stroke, height - stroke],
  ];
}

function boxGlyph(): Buffer {
  const xs = BOX.map(([x]) => x);
  const ys = BOX.map(([, y]) => y);
  const deltas = (values: number[]): Field[] => values.map((value, i) => [value - (values[i - 1] ?? 0)]);
  const header = pack([2], [Math.min(...xs)], [Math.min(...ys)], [Math.max(...xs)], [Math.max(...ys)], [3], [7], [0]);
  // Every point is on the curve, with two bytes for each coordinate.
  return pad(Buffer.concat([header, Buffer.alloc(BOX.length, 1), pack(...deltas(xs), ...deltas(ys))]));
}

/** Format 13: whole ranges of characters to one glyph. */
function cmap(): Buffer {
  const groups = CHARACTERS.flatMap(([first, last]): Field[] => [
    [first, 32],
    [last, 32],
    [1, 32],
  ]);
  const length = 16 + groups.length * 4;
  return pack([0], [1], [3], [10], [12, 32], [13], [0], [length, 32], [0, 32], [CHARACTERS.length, 32], ...groups);
}

function head(): Buffer {
  const xs = BOX.map(([x]) => x);
  return pack(
    [0x00010000, 32],
    [0x00010000, 32],
    // The sum over the whole file: nothing that reads this font looks at it.
    [0, 32],
    [0x5f0f3cf5, 32],
    [0x0009],
    [unitsPerEm],
    // Created and modified: the epoch, so that every build gives the same file.
    ...zeros(8),
    [Math.min(...xs)],
    [0],
    [Math.max(...xs)],
    [BOX[1]![1]],
    [0],
    [8],
    [2],
    [1],
    [0],
  );
}

function os2(): Buffer {
  const version4 = pack([4], [advance], [400], [5], [0], ...zeros(11));
  const panoseAndRanges = Buffer.alloc(10 + 16);
  const rest = pack(
    [0x45444745, 32],
    [0x40],
    [0x20],
    [0xffff],
    [ASCENT],
    [-DESCENT],
    [0],
    [ASCENT],
    [DESCENT],
    ...zeros(4),
    [Math.round(unitsPerEm * 0.5)],
    [BOX[1]![1]],
    ...zeros(3),
  );
  return Buffer.concat([version4, panoseAndRanges, rest]);
}

function name(): Buffer {
  const texts: [id: number, text: string][] = [
    [1, family],
    [2, 'Regular'],
    [4, family],
    [6, family.replaceAll(' ', '')],
  ];
  const strings = texts.map(([, text]) => Buffer.from(text, 'utf16le').swap16());
  let offset = 0;
  const records = texts.flatMap(([id], i): Field[] => {
    const at = offset;
    offset += strings[i]!.length;
    return [[3], [1], [0x409], [id], [strings[i]!.length], [at]];
  });
  return Buffer.concat([pack([0], [texts.length], [6 + texts.length * 12], ...records), ...strings]);
}

/** A font file: a directory of tables, then the tables. */
function sfnt(tables: Record<string, Buffer>): Buffer {
  const entries = Object.entries(tables);
  const largestPower = Math.floor(Math.log2(entries.length));
  const searchRange = 2 ** largestPower * 16;
  const header = pack(
    [0x00010000, 32],
    [entries.length],
    [searchRange],
    [largestPower],
    [entries.length * 16 - searchRange],
  );
  let offset = header.length + entries.length * 16;
  const directory = entries.map(([tag, table]) => {
    const at = offset;
    offset += pad(table).length;
    return Buffer.concat([Buffer.from(tag, 'latin1'), pack([checksum(table), 32], [at, 32], [table.length, 32])]);
  });
  return Buffer.concat([header, ...directory, ...entries.map(([, table]) => pad(table))]);
}

function checksum(table: Buffer): number {
  const padded = pad(table);
  let sum = 0;
  for (let at = 0; at < padded.length; at += 4) sum = (sum + padded.readUInt32BE(at)) >>> 0;
  return sum;
}

/** A big-endian integer of 16 bits unless said otherwise; negative ones as two's complement. */
type Field = readonly [value: number, bits?: 16 | 32];

function pack(...fields: readonly Field[]): Buffer {
  return Buffer.concat(
    fields.map(([value, bits = 16]) => {
      const bytes = Buffer.alloc(bits / 8);
      if (bits === 32) bytes.writeUInt32BE(value >>> 0);
      else bytes.writeUInt16BE(value & 0xffff);
      return bytes;
    }),
  );
}

function zeros(count: number): Field[] {
  return Array.from({ length: count }, () => [0] as const);
}

function pad(table: Buffer): Buffer {
  return Buffer.concat([table, Buffer.alloc((4 - (table.length % 4)) % 4)]);
}
