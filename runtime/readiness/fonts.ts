/**
 * Fonts of the text in the page: which are used, and whether their faces are there.
 * @module
 */
import type { FontUse, PageSetup } from '#contracts/page.ts';
import { createYielding, turnOnSheets } from './bundled-fonts.ts';
import { describeElement } from './describe-element.ts';
import { familyKey, isGenericFamily, parseFamilies, unquote } from './font-families.ts';
import { createGenericNaming } from './generic-families.ts';
import { googleSheets } from './google-fonts.ts';
import { rulesOf } from './sheet-rules.ts';
import { elementTexts, shownTexts, type ShownText } from './shown-texts.ts';
import { createWebFonts } from './web-fonts.ts';

/** Font loading as a readiness check: starts what text needs and is not there yet, and names what is still on its way. */
export function createFontCheck(mode: PageSetup['mode']): () => string[] {
  const requested = new Set<string>();
  const yieldToAuthor = createYielding();
  const linkWebFonts = createWebFonts();
  const nameGenerics = createGenericNaming();
  let isFirst = true;
  return () => {
    nameGenerics();
    // What style sheets generate is there from the beginning; what scripts write comes as elements.
    const texts = isFirst ? shownTexts() : elementTexts();
    isFirst = false;
    const sheets = turnOnSheets(new Set(texts.map(({ style }) => style.fontFamily)));
    if (mode === 'preview') sheets.push(...linkWebFonts(describeFonts(texts)));
    if (sheets.length > 0) return sheets;
    yieldToAuthor();
    for (const { text, style } of texts) {
      const font = `${style.fontStyle} ${style.fontWeight} 16px ${style.fontFamily}`;
      // Unicode ranges make the characters part of the question.
      const key = `${font} ${[...new Set(text)].toSorted().join('')}`;
      if (requested.has(key)) continue;
      requested.add(key);
      // A face that fails keeps its status `error` and is reported by `describeFonts`.
      document.fonts.load(font, text).catch(() => undefined);
    }
    const loading = [...document.fonts].filter((face) => face.status === 'loading');
    return loading.map((face) => `font "${unquote(face.family)}" ${face.weight}`);
  };
}

/** First family of each text, once per family, weight and style. */
export function describeFonts(texts: readonly ShownText[]): FontUse[] {
  const faces = Map.groupBy(document.fonts, ({ family }) => familyKey(family));
  const uses = new Map<string, FontUse>();
  for (const { element, style } of texts) {
    const { fontWeight: weight, fontStyle } = style;
    const family = parseFamilies(style.fontFamily)[0];
    if (family === undefined || uses.has(`${family} ${weight} ${fontStyle}`)) continue;
    const use = { family, weight, style: fontStyle };
    const state = stateOf(family, faces.get(familyKey(family)) ?? []);
    uses.set(`${family} ${weight} ${fontStyle}`, {
      ...use,
      element: describeElement(element),
      ...state,
      ...(state.state === 'undeclared' && { sheets: googleSheets(use) }),
    });
  }
  return [...uses.values()];
}

function stateOf(family: string, faces: readonly FontFace[]): Pick<FontUse, 'state' | 'source'> {
  if (faces.some(({ status }) => status === 'error')) {
    const source = sourceOf(family);
    return { state: 'failed', ...(source !== null && { source }) };
  }
  return { state: faces.length > 0 || isGenericFamily(family) ? 'available' : 'undeclared' };
}

/** `src` of the family's @font-face rules, of those sheets that can be read. */
function sourceOf(family: string): string | null {
  const sources = [...document.styleSheets].flatMap(rulesOf).flatMap((rule) => {
    if (!(rule instanceof CSSFontFaceRule)) return [];
    const isSame = familyKey(rule.style.getPropertyValue('font-family')) === familyKey(family);
    return isSame ? [rule.style.getPropertyValue('src')] : [];
  });
  return sources.length > 0 ? sources.join('; ') : null;
}
