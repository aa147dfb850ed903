/**
 * Fonts of the text in the page: which are used, and whether their faces are there.
 * @module
 */
import type { PageDescription } from '#contracts/page.ts';
import { describeElement } from './describe-element.ts';
import { isGenericFamily, parseFamilies, unquote } from './font-families.ts';

const NOT_SHOWN = 'script, style, template, noscript, head, title, textarea';

/** Font loading as a readiness check: starts what text needs and is not there yet, and names the faces still on their way. */
export function createFontCheck(): () => string[] {
  const requested = new Set<string>();
  return () => {
    for (const { element, text } of shownTexts()) {
      const { fontStyle, fontWeight, fontFamily } = getComputedStyle(element);
      const font = `${fontStyle} ${fontWeight} 16px ${fontFamily}`;
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

/** First family of each text, once per family and weight. */
export function describeFonts(): PageDescription['fonts'] {
  const uses = new Map<string, PageDescription['fonts'][number]>();
  for (const { element } of shownTexts()) {
    const { fontFamily, fontWeight: weight } = getComputedStyle(element);
    const family = parseFamilies(fontFamily)[0];
    if (family === undefined || uses.has(`${family} ${weight}`)) continue;
    uses.set(`${family} ${weight}`, {
      family,
      weight,
      element: describeElement(element),
      isAvailable: isAvailable(family),
    });
  }
  return [...uses.values()];
}

function isAvailable(family: string): boolean {
  const faces = [...document.fonts].filter((face) => unquote(face.family).toLowerCase() === family.toLowerCase());
  return isGenericFamily(family) || faces.some((face) => face.status !== 'error');
}

/** Elements with text of their own, hidden ones included: they may show later. */
function shownTexts(): { element: Element; text: string }[] {
  const texts = new Map<Element, string>();
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { data, parentElement } = walker.currentNode as Text;
    if (data.trim() === '' || !parentElement || parentElement.closest(NOT_SHOWN)) continue;
    texts.set(parentElement, (texts.get(parentElement) ?? '') + data);
  }
  return [...texts].map(([element, text]) => ({ element, text }));
}
