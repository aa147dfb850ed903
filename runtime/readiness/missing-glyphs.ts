/**
 * Characters that no font can draw. While a page is captured, Chrome falls back last to a font that has a box for every
 * character, and the width of that box tells. In a preview the viewer's fonts stand behind the page, and nothing is missing.
 * @module
 */
import type { MISSING_GLYPH } from '#contracts/fonts.ts';
import type { PageDescription } from '#contracts/page.ts';
import { describeElement } from './describe-element.ts';
import { parseFamilies } from './font-families.ts';
import type { ShownText } from './shown-texts.ts';

const BOX: typeof MISSING_GLYPH = { family: 'Edgereel Missing Glyph', unitsPerEm: 8192, advance: 6173 };

/** Marks, spaces and controls have no picture of their own. */
const DRAWN = /[^\p{M}\p{Z}\p{Cc}\p{Cf}\p{Cs}]/u;
/** Chrome does not fall back for these: they mean something in one font alone. */
const PRIVATE_USE = /\p{Co}/u;
/** Text that needs no check, because the fonts of the engine have all of ASCII. */
const ASCII_ALONE = /^[\0-\x7f]*$/;

/** The check remembers what it has measured. */
export function createGlyphCheck(): (texts: readonly ShownText[]) => PageDescription['missingGlyphs'] {
  const isBox = createMeasure();
  const clusters = new Intl.Segmenter('en', { granularity: 'grapheme' });
  return (texts) =>
    texts.flatMap(({ element, text, style }) => {
      if (ASCII_ALONE.test(text)) return [];
      const shown = new Set([...clusters.segment(text)].map(({ segment }) => segment));
      // What is drawn together is drawn with one font: a sequence of emoji has a picture that its parts may lack.
      const missing = [...shown]
        .filter((cluster) => DRAWN.test(cluster) && isBox(cluster, style))
        .flatMap((cluster) =>
          Array.from(cluster).filter((character) => DRAWN.test(character) && isBox(character, style)),
        );
      if (missing.length === 0) return [];
      const family = parseFamilies(style.fontFamily)[0] ?? '';
      return [{ characters: [...new Set(missing)].join(''), family, element: describeElement(element) }];
    });
}

/** Tells whether a character, or a cluster that belongs together, is drawn as nothing but boxes. */
function createMeasure(): (text: string, style: CSSStyleDeclaration) => boolean {
  const known = new Map<string, boolean>();
  let context: CanvasRenderingContext2D | null = null;
  return (text, { fontStyle, fontWeight, fontFamily }) => {
    const families = PRIVATE_USE.test(text) ? `${fontFamily}, "${BOX.family}"` : fontFamily;
    const font = `${fontStyle} ${fontWeight} ${BOX.unitsPerEm}px ${families}`;
    const key = `${text} ${font}`;
    const last = known.get(key);
    if (last !== undefined) return last;
    // A face that is still to be loaded may have it.
    if (!document.fonts.check(font, text)) return false;
    context ??= document.createElement('canvas').getContext('2d');
    if (!context) return false;
    context.font = font;
    const { width } = context.measureText(text);
    const isMissing = width > 0 && width % BOX.advance === 0;
    known.set(key, isMissing);
    return isMissing;
  };
}
