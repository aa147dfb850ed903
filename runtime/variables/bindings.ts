/**
 * Puts variables where the markup asks for them, once per place: what a script makes of it afterwards stays.
 * @module
 */
import { findRoot } from '../composition/root.ts';
import { getVariables } from './variables.ts';
import { slug, toCssValue, toSource, toText } from './variable-text.ts';

const textBound = new WeakSet<Element>();
const sourceBound = new WeakSet<Element>();
const propertiesBound = new WeakSet<Element>();

/** Binds what has been parsed so far and was not bound before. */
export function bindVariables(): void {
  const variables = getVariables();
  for (const element of document.querySelectorAll<HTMLElement>('[data-var-text]')) bindText(element, variables);
  for (const element of document.querySelectorAll<HTMLElement>('[data-var-src]')) bindSource(element, variables);
  const root = findRoot();
  if (root) bindCustomProperties(root, variables);
}

/** `data-var-text`: the element's own text; child elements stay. */
function bindText(element: HTMLElement, variables: Record<string, unknown>): void {
  const text = toText(variables[element.dataset['varText'] ?? '']);
  if (text === null || textBound.has(element)) return;
  // The parser may still add to the text of an element that nothing follows.
  if (isWholeParsed(element)) textBound.add(element);
  const [first, ...rest] = [...element.childNodes].filter((node) => node instanceof Text);
  if (!first) element.prepend(text);
  else if (first.data !== text) first.data = text;
  for (const node of rest) node.remove();
}

/** `data-var-src` on images and media. */
function bindSource(element: HTMLElement, variables: Record<string, unknown>): void {
  if (sourceBound.has(element) || !element.matches('img, video, audio, source')) return;
  sourceBound.add(element);
  const source = toSource(variables[element.dataset['varSrc'] ?? '']);
  if (source !== null) element.setAttribute('src', source);
}

/** `--<id>` on the root, and `--<slug of id>` where the styles define none of that name. */
function bindCustomProperties(root: HTMLElement, variables: Record<string, unknown>): void {
  if (propertiesBound.has(root)) return;
  propertiesBound.add(root);
  for (const [id, value] of Object.entries(variables)) {
    const text = toCssValue(value);
    if (text === null) continue;
    root.style.setProperty(`--${id}`, text);
    const slugged = `--${slug(id)}`;
    if (!getComputedStyle(root).getPropertyValue(slugged)) root.style.setProperty(slugged, text);
  }
}

function isWholeParsed(element: Element): boolean {
  if (document.readyState !== 'loading') return true;
  for (let node: Element | null = element; node; node = node.parentElement) {
    if (node.nextSibling) return true;
  }
  return false;
}
