/**
 * Puts variables where the markup asks for them, once per place: what a script makes of it afterwards stays.
 * @module
 */
import { findRoot } from '../composition/root.ts';
import { isWholeParsed } from '../composition/while-parsing.ts';
import { getVariables, mountedBoxes, mountedVariables } from './variables.ts';
import { slug, toCssValue, toSource, toText } from './variable-text.ts';

const textBound = new WeakSet<Element>();
const sourceBound = new WeakSet<Element>();
const propertiesBound = new WeakSet<Element>();

/** Binds what has been parsed so far and was not bound before. */
export function bindVariables(): void {
  const pageVariables = getVariables();
  for (const element of document.querySelectorAll<HTMLElement>('[data-var-text]')) {
    bindText(element, mountedVariables(element) ?? pageVariables);
  }
  for (const element of document.querySelectorAll<HTMLElement>('[data-var-src]')) {
    bindSource(element, mountedVariables(element) ?? pageVariables);
  }
  const root = findRoot();
  if (root) bindCustomProperties(root, pageVariables);
  for (const [box, variables] of mountedBoxes()) bindCustomProperties(box, variables);
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

/** `--<id>` on a composition's box, and `--<slug of id>` where the styles of the box define none of that name. */
function bindCustomProperties(box: HTMLElement, variables: Record<string, unknown>): void {
  if (propertiesBound.has(box)) return;
  propertiesBound.add(box);
  for (const [id, value] of Object.entries(variables)) {
    const text = toCssValue(value);
    if (text === null) continue;
    box.style.setProperty(`--${id}`, text);
    const slugged = `--${slug(id)}`;
    if (!definesProperty(box, slugged)) box.style.setProperty(slugged, text);
  }
}

/** What a box inherits is not its own: a composition around it may have a variable of the same name. */
function definesProperty(box: HTMLElement, name: string): boolean {
  const value = getComputedStyle(box).getPropertyValue(name);
  const around = box.parentElement;
  return value !== '' && (!around || value !== getComputedStyle(around).getPropertyValue(name));
}
