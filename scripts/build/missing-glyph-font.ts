/**
 * A TrueType font that has one glyph, an empty box, for every character that no other font of the engine has. Chrome falls back to it,
 * and the width of the box tells that it did. What the other fonts have it lacks: Chrome draws a whole run with the font that it falls
 * back to for one character of it.
 * @module
 */
import { MISSING_GLYPH } from '#contracts/fonts.ts';
import { flatFont } from './flat-font.ts';
import { pack, pad, writeFontTables, zeros, type Field } from './font-tables.ts';

const { family, unitsPerEm, advance } = MISSING_GLYPH;
const ASCENT = Math.round(unitsPerEm * 0.9);
const DESCENT = unitsPerEm - ASCENT;

type Range = readonly [first: number, last: number];

/** Planes with characters, without controls, surrogates and sentinels. */
const CHARACTERS: readonly Range[] = [
  [0x20, 0xd7ff],
  [0xe000, 0xfffd],
  [0x10000, 0x3fffd],
  [0xe0100, 0xe01ef],
];
/** Private-use characters. They mean something in one font alone, so other fonts that have them do not count. */
const PRIVATE_USE: Range = [0xe000, 0xf8ff];

/** Outer corners clockwise, inner ones counter-clockwise: what lies between them is filled. */
const BOX = boxCorners(advance, Math.round(unitsPerEm * 0.72), Math.round(unitsPerEm * 0.06));

/** `others`: the characters of the other fonts. */
export function missingGlyphFont(others: ReadonlySet<number>): Buffer {
  const glyph = boxGlyph();
  const tables = {
    'OS/2': os2(),
    cmap: cmap(missingRanges(others)),
    glyf: Buffer.concat([glyph, glyph]),
    head: head(),
    hhea: pack([0x00010000, 32], [ASCENT], [-DESCENT], [0], [advance], [0], [0], [advance], [1], ...zeros(7), [1]),
    hmtx: pack([advance], [BOX[0]![0]], [BOX[0]![0]]),
    loca: pack([0, 32], [glyph.length, 32], [glyph.length * 2, 32]),
    maxp: pack([0x00010000, 32], [2], [8], [2], [0], [0], [2], ...zeros(8)),
    post: pack([0x00030000, 32], ...zeros(14)),
  };
  return flatFont(writeFontTables(Object.entries(tables)), family);
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

function missingRanges(others: ReadonlySet<number>): Range[] {
  const ranges: [number, number][] = [];
  for (const [first, last] of CHARACTERS) {
    for (let code = first; code <= last; code++) {
      const isPrivate = code >= PRIVATE_USE[0] && code <= PRIVATE_USE[1];
      if (others.has(code) && !isPrivate) continue;
      const open = ranges.at(-1);
      if (open?.[1] === code - 1) open[1] = code;
      else ranges.push([code, code]);
    }
  }
  return ranges;
}

/** Format 13: whole ranges of characters to one glyph. */
function cmap(ranges: readonly Range[]): Buffer {
  const groups = ranges.flatMap(([first, last]): Field[] => [
    [first, 32],
    [last, 32],
    [1, 32],
  ]);
  const length = 16 + groups.length * 4;
  return pack([0], [1], [3], [10], [12, 32], [13], [0], [length, 32], [0, 32], [ranges.length, 32], ...groups);
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
