/**
 * Everything in the page that is drawn as text, hidden elements included: they may show later.
 * @module
 */

export interface ShownText {
  element: Element;
  text: string;
  style: CSSStyleDeclaration;
}

const NOT_SHOWN = 'script, style, template, noscript, head, title, textarea';
const FIELDS =
  'input:not([type="hidden"], [type="checkbox"], [type="radio"], [type="range"], [type="color"]), textarea';

export function shownTexts(): ShownText[] {
  return [...elementTexts(), ...fieldTexts(), ...generatedTexts()].filter(({ text }) => text.trim() !== '');
}

/** Elements with text of their own, those of SVG included. */
export function elementTexts(): ShownText[] {
  const texts = new Map<Element, string>();
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { data, parentElement } = walker.currentNode as Text;
    if (data.trim() === '' || !parentElement || parentElement.closest(NOT_SHOWN)) continue;
    texts.set(parentElement, (texts.get(parentElement) ?? '') + data);
  }
  return [...texts].map(([element, text]) => ({ element, text, style: getComputedStyle(element) }));
}

function fieldTexts(): ShownText[] {
  const fields = [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(FIELDS)];
  return fields.map((element) => ({
    element,
    text: element.value || element.placeholder,
    style: getComputedStyle(element),
  }));
}

/** `content` of ::before and ::after. */
function generatedTexts(): ShownText[] {
  return [...document.querySelectorAll('*')].flatMap((element) =>
    ['::before', '::after'].map((pseudoElement) => {
      const style = getComputedStyle(element, pseudoElement);
      return { element, text: generatedText(style.content, (name) => element.getAttribute(name) ?? ''), style };
    }),
  );
}

/** The text of a computed `content` value: its strings and attributes. Counters and images have no text of the author. */
export function generatedText(content: string, attribute: (name: string) => string): string {
  const parts = content.matchAll(/"((?:[^"\\]|\\.)*)"|attr\(\s*([\w-]+)[^)]*\)/g);
  return [...parts].map(([, text, name]) => (name ? attribute(name) : text!.replaceAll(/\\(.)/g, '$1'))).join('');
}
