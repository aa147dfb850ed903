/**
 * Putting a child composition into its host: what of the child goes where, and what is renamed.
 * @module
 */
import { findComposition, findRoot } from '../composition/root.ts';
import { mergeVariables } from '../variables/merge-variables.ts';
import type { ChildScript } from './child-scripts.ts';
import { scopeStyles } from './scope-styles.ts';
import { boxSelector, type SelectorScope } from './scope-selector.ts';
import { attributeSelector } from './selector-text.ts';
import { findInnerRoot } from './select-content.ts';
import { uniqueId } from './unique-id.ts';

/** A child as its file gives it. */
export interface Child {
  /** Path in the site, or `#<id>-template` for one that is written in the page. */
  source: string;
  /** Address of the file. */
  url: string;
  content: DocumentFragment;
  /** Styles in the order of the file, taken out of it. */
  styles: ChildStyle[];
  links: HTMLLinkElement[];
  scripts: ChildScript[];
  /** Declarations of variables on the file's document element. */
  declared: string | null;
}

export interface ChildStyle {
  element: HTMLStyleElement;
  /** The element of the child's content that it stood in; null when it stood in none. */
  parent: Element | null;
}

export interface Mount {
  child: Child;
  host: HTMLElement;
  scope: SelectorScope;
  variables: Record<string, unknown>;
}

const MOVED_FROM_INNER_ROOT = [
  'id',
  'data-composition-id',
  'data-composition-file',
  'data-composition-src',
  'data-start',
  'data-duration',
  'data-end',
  'data-track-index',
  'data-track',
  'data-layer',
];

/** `isWaiting` tells hosts that have no composition yet; an id of theirs is not taken. */
export function mountChild(host: HTMLElement, child: Child, isWaiting: (element: Element) => boolean): Mount {
  const hostId = host.getAttribute('data-composition-id') || null;
  const innerRoot = findInnerRoot(child.content, hostId);
  const authoredId = hostId ?? innerRoot?.dataset['compositionId'] ?? '';
  const isTaken = (id: string): boolean => {
    const holder = findComposition(id);
    return holder !== null && holder !== host && !isWaiting(holder);
  };
  const runtimeId = uniqueId(authoredId, isTaken);
  const scope = {
    authoredId,
    runtimeId,
    hasInnerRoot: innerRoot !== null,
    rootElementId: innerRoot?.id || null,
    innerIds: renameInnerCompositions(innerRoot ?? child.content, isTaken, isWaiting),
  };
  const variables = mergeVariables(
    [child.declared, innerRoot?.getAttribute('data-composition-variables')],
    hostValues(host),
  );

  setComposition(host, authoredId, runtimeId);
  if (innerRoot) becomeInnerRoot(innerRoot, host);
  setHostTiming(host);
  for (const link of child.links) hoistLink(link);
  for (const { element, parent } of child.styles) {
    document.head.append(element);
    if (element.sheet) scopeStyles(element.sheet, scope, styleRoot(element, parent, scope));
  }
  host.replaceChildren(...(innerRoot ? [innerRoot, ...inertSiblings(child.content)] : [child.content]));
  return { child, host, scope, variables };
}

/** Compositions that are written out inside a child get ids of their own, as the child does. */
function renameInnerCompositions(
  container: ParentNode,
  isTaken: (id: string) => boolean,
  isWaiting: (element: Element) => boolean,
): Map<string, string> {
  const renamed = new Map<string, string>();
  for (const element of container.querySelectorAll<HTMLElement>('[data-composition-id]')) {
    const authoredId = element.dataset['compositionId'] ?? '';
    if (isWaiting(element)) continue;
    const runtimeId = uniqueId(authoredId, isTaken);
    if (runtimeId === authoredId) continue;
    setComposition(element, authoredId, runtimeId);
    renamed.set(authoredId, runtimeId);
  }
  return renamed;
}

function setComposition(element: HTMLElement, authoredId: string, runtimeId: string): void {
  element.setAttribute('data-composition-id', runtimeId);
  if (runtimeId !== authoredId) element.setAttribute('data-hf-original-composition-id', authoredId);
}

function becomeInnerRoot(innerRoot: HTMLElement, host: HTMLElement): void {
  if (innerRoot.id) innerRoot.setAttribute('data-hf-authored-id', innerRoot.id);
  for (const side of ['width', 'height'] as const) {
    const length = innerRoot.dataset[side];
    const pixels = parseInt(length ?? '', 10);
    innerRoot.style[side] = pixels > 0 ? `${pixels}px` : '100%';
    if (length === undefined || !(pixels > 0) || host.hasAttribute(`data-${side}`)) continue;
    host.dataset[side] = length;
    host.style[side] = `${pixels}px`;
  }
  for (const name of MOVED_FROM_INNER_ROOT) innerRoot.removeAttribute(name);
  innerRoot.setAttribute('data-hf-inner-root', 'true');
}

/** The root's duration is the length of the film and stays where it is read. */
function setHostTiming(host: HTMLElement): void {
  moveAttribute(host, 'data-composition-src', 'data-composition-file');
  if (host === findRoot()) return;
  moveAttribute(host, 'data-duration', 'data-hf-authored-duration');
  moveAttribute(host, 'data-end', 'data-hf-authored-end');
}

function moveAttribute(element: Element, from: string, to: string): void {
  const value = element.getAttribute(from);
  if (value === null) return;
  element.setAttribute(to, value);
  element.removeAttribute(from);
}

const STYLE_ROOT = 'data-edgereel-style-root';
/** An `@scope` without a selector, which means the element that its style sheet stands in. */
const BARE_SCOPE = /@scope\s*(?:\{|to\b)/i;

/** Selects the element that a style sheet stood in, or the box where that does not matter. */
function styleRoot({ textContent }: HTMLStyleElement, parent: Element | null, scope: SelectorScope): string {
  const box = boxSelector(scope);
  if (!parent || !BARE_SCOPE.test(textContent ?? '')) return box;
  const name = parent.getAttribute(STYLE_ROOT) ?? `${document.querySelectorAll('style').length}`;
  parent.setAttribute(STYLE_ROOT, name);
  return `${box} ${attributeSelector(STYLE_ROOT, name)}`;
}

function hoistLink(link: HTMLLinkElement): void {
  const isThere = [...document.querySelectorAll('link')].some(
    ({ href, rel }) => href === link.href && rel === link.rel,
  );
  if (!isThere) document.head.append(link);
}

/** Beside the composition's element a file may hold data and templates for its scripts. Anything that shows stays behind. */
function inertSiblings(content: DocumentFragment): Element[] {
  return [...content.querySelectorAll(':scope > script, :scope > template')];
}

function hostValues(host: Element): Record<string, unknown> {
  try {
    const values: unknown = JSON.parse(host.getAttribute('data-variable-values') ?? '{}');
    return typeof values === 'object' && values !== null && !Array.isArray(values) ? { ...values } : {};
  } catch {
    // Broken JSON sets nothing, as with declarations.
    return {};
  }
}
