/**
 * Finds the bundled fonts that a page must have before its first script runs, from the texts of the site: scripts that draw text into a
 * canvas, or measure it, do so while the page loads, and get another face when theirs is not there yet. Pure.
 * @module
 */
import type { FontsAtLoad } from '#contracts/fonts.ts';
import { isGenericFamily } from '#contracts/generic-families.ts';
import { findBundled, findStandIn } from './known-fonts.ts';

/** Names by which a script draws or measures text. */
const DRAWS_OR_MEASURES =
  /fillText|strokeText|measureText|drawElement|Rects?\(|\b(?:offset|client|scroll)(?:Width|Height|Left|Top)|getBBox|getComputedTextLength|OfChar\(|SplitText|Splitting|innerText|fitText/;
/** Lists of families: in CSS, as an attribute, an argument, or a property of an object. */
const LISTS = /font[\w-]*["'`]?\s*[:=,(]\s*([^;{}\n]{1,300})/gi;
const STRINGS = /"([^"\n]{3,200})"|'([^'\n]{3,200})'|`([^`\n]{3,200})`/g;
/** Style, weight and size of the `font` shorthand. */
const BEFORE_FAMILY = /^.*[\d}](?:px|em|rem|ch|pt|%|v[whi]|vmin|vmax)(?:\s*\/\s*[\w.%]+)?\s+/;
const OWN_FACES = /@font-face\s*\{[^}]*?font-family\s*:\s*([^;}]+)|new\s+FontFace\(\s*["'`]([^"'`]+)/gi;
const ESCAPES = /\\u\{?([\da-f]{4,6})\}?|&#x([\da-f]{2,6});|&#(\d{3,7});/gi;
const WEIGHTS = /(?<![\w.#-])[1-9]00(?![\w.%])/g;
const BOLD = /\bbold|<(?:b|strong|th|h[1-6])\b/i;
const ITALIC = /\bitalic|\boblique|<(?:i|em|cite|dfn|var|address)\b/i;

const MAX_NAMES = 24;
const MAX_CHARACTERS = 4000;

/** Null when no script of the site draws or measures text. `texts`: HTML, styles and scripts of the site's author, and variables as JSON. */
export function findFontsAtLoad(texts: readonly string[]): FontsAtLoad | null {
  if (!texts.some((text) => DRAWS_OR_MEASURES.test(text))) return null;
  const own = new Set(
    texts.flatMap((text) => [...text.matchAll(OWN_FACES)].map(([, css, script]) => keyOf(css ?? script!))),
  );
  // Text without a family is in Inter.
  const names = new Map([['inter', 'Inter']]);
  for (const name of texts.flatMap(namesIn)) names.set(keyOf(name), name);
  for (const key of own) names.delete(key);
  const weights = new Set(texts.flatMap((text) => (text.match(WEIGHTS) ?? []).map(Number)));
  weights.add(400);
  if (texts.some((text) => BOLD.test(text))) weights.add(700);
  return {
    names: [...names.values()].slice(0, MAX_NAMES),
    characters: [...new Set(texts.flatMap(charactersIn))].slice(0, MAX_CHARACTERS).join(''),
    weights: [...weights].toSorted((a, b) => a - b),
    hasItalics: texts.some((text) => ITALIC.test(text)),
  };
}

function namesIn(text: string): string[] {
  const lists = [...text.matchAll(LISTS)].flatMap(([, list]) => firstKnown(list!, isKnown) ?? []);
  const strings = [...text.matchAll(STRINGS)].flatMap(([, ...forms]) => {
    const list = forms.find((form) => form !== undefined)!;
    return firstKnown(list, (name) => findBundled(name) !== null) ?? [];
  });
  return [...lists, ...strings];
}

/** Whether a bundled family is shown for a name: its own, a stand-in, or that of a generic keyword, which ends a list. */
const isKnown = (name: string): boolean => findStandIn(name) !== null;

function firstKnown(list: string, isMeant: (name: string) => boolean): string | null {
  const items = list.replace(BEFORE_FAMILY, '').split(',');
  const names = items.map((item) => item.replaceAll(/["'`()[\]\\]|!important/g, '').trim());
  const first = names.find((name) => /^[\w-][\w .-]{1,60}$/.test(name) && isMeant(name));
  return first === undefined || isGenericFamily(first) ? null : first;
}

const keyOf = (name: string): string => name.replaceAll(/["']/g, '').trim().toLowerCase();

function charactersIn(text: string): string[] {
  const escaped = [...text.matchAll(ESCAPES)].flatMap(([, script, hex, decimal]) => {
    const code = decimal ? Number(decimal) : Number.parseInt((script ?? hex)!, 16);
    return code > 0x7f && code <= 0x10ffff ? [String.fromCodePoint(code)] : [];
  });
  return [...(text.match(/[^\0-\x7f]/gu) ?? []), ...escaped];
}
