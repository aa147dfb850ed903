/**
 * Fonts of the text in the page: which are used, and whether their faces are there.
 * @module
 */
import type { FontUse, PageSetup } from '#contracts/page.ts';
import { bundledFamilies, createYielding, turnOnSheets } from './bundled-fonts.ts';
import { describeElement } from './describe-element.ts';
import { isGenericFamily } from '#contracts/generic-families.ts';
import { familyKey, parseFamilies, unquote } from './font-families.ts';
import { createGenericNaming } from './generic-families.ts';
import { createLocalFaces, isSourceless, localStandIn } from './local-faces.ts';
import { googleSheets } from './google-fonts.ts';
import { rulesOf } from './sheet-rules.ts';
import { elementTexts, shownTexts, type ShownText } from './shown-texts.ts';
import { createBundledFaces, createStandInFonts, standInOf } from './stand-in-fonts.ts';
import { createWebFonts } from './web-fonts.ts';

/** Font loading as a readiness check: starts what text needs and is not there yet, and names what is still on its way. */
export function createFontCheck({ mode, lostFonts }: Required<PageSetup>): () => string[] {
  const requested = new Set<string>();
  const yieldToAuthor = createYielding();
  const linkWebFonts = createWebFonts();
  const nameGenerics = createGenericNaming();
  const bundledFaces = createBundledFaces();
  const standIns = createStandInFonts(bundledFaces);
  const rewriteLocalFaces = createLocalFaces(bundledFaces);
  let isFirst = true;
  return () => {
    nameGenerics();
    // What style sheets generate is there from the beginning; what scripts write comes as elements.
    const texts = isFirst ? shownTexts() : elementTexts();
    isFirst = false;
    const lists = new Set(texts.map(({ style }) => style.fontFamily));
    const sheets = turnOnSheets([...lists, ...standIns.needed(lists), ...rewriteLocalFaces()]);
    standIns.declare(lists);
    if (mode === 'preview') sheets.push(...linkWebFonts(describeFonts(texts, lostFonts)));
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

/** The family that serves each text, once per family, weight and style. */
export function describeFonts(texts: readonly ShownText[], lostFonts: readonly string[]): FontUse[] {
  const faces = Map.groupBy(document.fonts, ({ family }) => familyKey(family));
  const bundled = new Set(bundledFamilies());
  const lost = new Set(lostFonts.map(familyKey));
  const uses = new Map<string, FontUse>();
  for (const { element, style } of texts) {
    const { fontWeight: weight, fontStyle } = style;
    const families = parseFamilies(style.fontFamily);
    const serving = families.findIndex((family) => !isPassedOver(family));
    const passedOver = serving < 0 ? families : families.slice(0, serving);
    const family = families[serving] ?? LAST_FAMILY;
    const key = `${family} ${weight} ${fontStyle} ${passedOver.join()}`;
    if (families.length === 0 || uses.has(key)) continue;
    const use = { family, weight, style: fontStyle };
    const state = stateOf(family, faces.get(familyKey(family)) ?? [], bundled.has(familyKey(family)));
    uses.set(key, {
      ...use,
      element: describeElement(element),
      ...state,
      ...(state.state === 'undeclared' && { sheets: googleSheets(use) }),
      ...(passedOver.length > 0 && { insteadOf: passedOver }),
    });
  }
  return [...uses.values()];

  function isPassedOver(family: string): boolean {
    if (lost.has(familyKey(family))) return true;
    const own = faces.get(familyKey(family)) ?? [];
    return isSourceless(family) && own.every(({ status }) => status === 'error');
  }
}

/** Family that shows when none of a list can be had. */
const LAST_FAMILY = 'Inter';

function stateOf(
  family: string,
  faces: readonly FontFace[],
  isBundled: boolean,
): Pick<FontUse, 'state' | 'source' | 'standIn'> {
  if (faces.some(({ status }) => status === 'error') && !isSourceless(family)) {
    const source = sourceOf(family);
    return { state: 'failed', ...(source !== null && { source }) };
  }
  const isDeclared = faces.length > 0 && !isBundled;
  const standIn = isDeclared ? localStandIn(family) : substituteFor(family);
  if (standIn) return { state: 'available', standIn };
  return { state: faces.length > 0 || isGenericFamily(family) ? 'available' : 'undeclared' };
}

function substituteFor(family: string): FontUse['standIn'] {
  const standIn = standInOf(family);
  if (!standIn || standIn.kind === 'own') return undefined;
  return { name: family, family: standIn.family, isFormatAlias: standIn.kind === 'format' };
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
