/**
 * Declares faces of a bundled family under another name.
 * @module
 */
import type { StandIn } from '#contracts/font-stand-ins.ts';

export interface FaceNaming {
  family: string;
  /** Fixed weight; null for the face's own. */
  weight: string | number | null;
  style?: string;
  /** Characters the author limits the face to. */
  unicodeRange?: string;
}

/** The faces that fit the weight and slant in a name; all when it has none. */
export function pickFaces(
  faces: readonly CSSFontFaceRule[],
  { weight, isItalic }: Pick<StandIn, 'weight' | 'isItalic'>,
): readonly CSSFontFaceRule[] {
  const isFixed = weight !== null || isItalic;
  const slanted = faces.filter((face) => (descriptor(face, 'font-style') === 'italic') === isItalic);
  const ofSlant = isFixed && slanted.length > 0 ? slanted : faces;
  if (weight === null) return ofSlant;
  const distance = (face: CSSFontFaceRule) => distanceTo(weight, descriptor(face, 'font-weight'));
  const least = Math.min(...ofSlant.map(distance));
  return ofSlant.filter((face) => distance(face) === least);
}

/** Distance from a weight to a `font-weight` descriptor: one value, or the two ends of a range. */
function distanceTo(weight: number, descriptorText: string): number {
  const ends = descriptorText.split(/\s+/).map((text) => ({ normal: 400, bold: 700 })[text] ?? (Number(text) || 400));
  return Math.max(0, Math.min(...ends) - weight, weight - Math.max(...ends));
}

const KEPT = [
  'font-stretch',
  'font-display',
  'ascent-override',
  'descent-override',
  'line-gap-override',
  'size-adjust',
];

/** A rule that declares the face under another name. */
export function faceCss(face: CSSFontFaceRule, { family, weight, style, unicodeRange }: FaceNaming): string {
  const own = descriptor(face, 'unicode-range');
  const range = unicodeRange === undefined ? own : intersectRanges(own, unicodeRange);
  const parts = [
    `font-family:${JSON.stringify(family)}`,
    `src:${absoluteSource(face)}`,
    `font-weight:${weight ?? (descriptor(face, 'font-weight') || 'normal')}`,
    `font-style:${style ?? (descriptor(face, 'font-style') || 'normal')}`,
    ...(range ? [`unicode-range:${range}`] : []),
    ...KEPT.flatMap((name) => (descriptor(face, name) ? [`${name}:${descriptor(face, name)}`] : [])),
  ];
  return `@font-face{${parts.join(';')}}`;
}

const descriptor = (face: CSSFontFaceRule, name: string): string => face.style.getPropertyValue(name);

/** The `src` of a face with absolute URLs, because the copy may stand in a sheet of another folder. */
function absoluteSource(face: CSSFontFaceRule): string {
  const base = face.parentStyleSheet?.href ?? document.baseURI;
  return descriptor(face, 'src').replaceAll(
    /url\((["']?)([^"')]+)\1\)/g,
    (_url, _quote, address: string) => `url("${new URL(address, base).href}")`,
  );
}

/** Characters that both lists of `unicode-range` hold; a list that is empty holds all. */
function intersectRanges(a: string, b: string): string {
  if (!a || !b) return a || b;
  const both = parseRanges(a).flatMap(([start, end]) =>
    parseRanges(b).map(([from, to]) => [Math.max(start, from), Math.min(end, to)] as const),
  );
  const common = both.filter(([start, end]) => start <= end);
  // An empty list would hold all characters, so a face without any is limited to one that nobody writes.
  return common.length === 0
    ? 'U+10FFFF'
    : common.map(([start, end]) => `U+${start.toString(16)}-${end.toString(16)}`).join(',');
}

/** Parses ranges such as `U+26`, `U+0-7F` and `U+4??`. */
function parseRanges(text: string): [start: number, end: number][] {
  return text.split(',').flatMap((part) => {
    const match = /U\+([\da-f]*)(\?*)(?:-([\da-f]+))?/i.exec(part);
    if (!match) return [];
    const [, digits = '', marks = '', last] = match;
    const start = Number.parseInt(digits + '0'.repeat(marks.length), 16);
    return [[start, last ? Number.parseInt(last, 16) : Number.parseInt(digits + 'f'.repeat(marks.length), 16)]];
  });
}
