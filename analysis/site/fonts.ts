/**
 * Font families that a document asks for and those that it brings.
 * @module
 */
import { nameElement } from './html.ts';
import { isFontKeyword } from './known-fonts.ts';
import type { Place } from './place.ts';
import type { SiteDocument } from './site-model.ts';
import type { Declaration } from './style.ts';

export interface FontUse {
  /** The first family of a list: the one that is meant. */
  family: string;
  /** As written in the same rule; `400` when it says nothing. */
  weight: string;
  /** Name of the element with an inline style; null for other styles. */
  element: string | null;
  place: Place;
}

/** What the document's styles ask for, `var()` looked up; what stays unknown is left out. */
export function findFontUses(document: SiteDocument): FontUse[] {
  const customProperties = readCustomProperties(document);
  const rules = [
    ...document.sheets.flatMap(({ rules: own }) => own.map(({ declarations }) => ({ declarations, element: null }))),
    ...document.inlineStyles.map(({ declarations, element }) => ({ declarations, element: nameElement(element) })),
  ];
  return rules.flatMap(({ declarations, element }) => {
    const asked = declarations.findLast(({ property }) => property === 'font-family' || property === 'font');
    if (!asked) return [];
    const value = substitute(asked.value, customProperties);
    const family = value === null ? null : firstFamily(asked.property === 'font' ? familiesOfShorthand(value) : value);
    if (family === null || isFontKeyword(family)) return [];
    return [{ family, weight: weightOf(declarations, asked, value!), element, place: asked.place }];
  });
}

/** Lower-case names of the families that the document's `@font-face` rules declare. */
export function declaredFamilies({ sheets }: SiteDocument): Set<string> {
  const families = sheets.flatMap(({ fontFaces }) =>
    fontFaces.flatMap((face) => face.filter(({ property }) => property === 'font-family').map(({ value }) => value)),
  );
  return new Set(families.map((family) => unquote(family).toLowerCase()));
}

/** Lower-case families that links to font services load (`?family=Space+Grotesk:wght@400`). */
export function linkedFamilies({ remoteSheets }: SiteDocument): Set<string> {
  const names = remoteSheets.flatMap((url) =>
    Array.from(url.matchAll(/[?&]family=([^&]+)/g), ([, value]) =>
      decodeURIComponent(value!.replaceAll('+', ' '))
        .split('|')
        .map((family) => family.replace(/:.*$/, '').toLowerCase()),
    ).flat(),
  );
  return new Set(names);
}

export const isFontServiceUrl = (url: string): boolean =>
  /fonts\.(?:googleapis|bunny)\.|use\.typekit\.|fonts\.net/i.test(url);

const unquote = (family: string): string => family.trim().replace(/^(["'])(.*)\1$/, '$2');

function firstFamily(list: string): string | null {
  const first = /^\s*("[^"]*"|'[^']*'|[^,]+)/.exec(list)?.[1];
  return first ? unquote(first) || null : null;
}

/** In `italic 700 48px/1.2 Lora, serif` the families follow the size. */
function familiesOfShorthand(value: string): string {
  const size =
    /(?:^|\s)(?:[\d.]+(?:[a-z]+|%)|calc\([^)]*\)|xx?-small|small|medium|large|xx?x?-large|smaller|larger)(?:\s*\/\s*[\w.%-]+)?\s*/i;
  const match = size.exec(value);
  return match ? value.slice(match.index + match[0].length) : value;
}

function weightOf(declarations: readonly Declaration[], asked: Declaration, value: string): string {
  const own = declarations.findLast(({ property }) => property === 'font-weight');
  if (own && !own.value.includes('var(')) return own.value;
  return (asked.property === 'font' && /\b([1-9]\d{0,2}|bold)\b(?![\w.%])/.exec(value)?.[1]) || '400';
}

function readCustomProperties({ sheets, inlineStyles }: SiteDocument): Map<string, string> {
  const declarations = [
    ...sheets.flatMap(({ rules }) => rules.flatMap((rule) => rule.declarations)),
    ...inlineStyles.flatMap((style) => style.declarations),
  ];
  return new Map(
    declarations.filter(({ property }) => property.startsWith('--')).map(({ property, value }) => [property, value]),
  );
}

/** Properties that name each other several times over grow without end. */
const MAX_VALUE_LENGTH = 1_000;

/** Puts values for `var(--name)`, a few levels deep; null when one is not known. */
function substitute(value: string, properties: ReadonlyMap<string, string>): string | null {
  let text = value;
  for (let level = 0; level < 5 && text.includes('var('); level++) {
    if (text.length > MAX_VALUE_LENGTH) return null;
    let isKnown = true;
    text = text.replaceAll(/var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)/g, (_var, name: string, fallback?: string) => {
      const found = properties.get(name) ?? fallback;
      isKnown &&= found !== undefined;
      return found ?? '';
    });
    if (!isKnown) return null;
  }
  return text.includes('var(') ? null : text;
}
