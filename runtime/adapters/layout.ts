/**
 * Places the timed children of the root: each covers the frame unless its own styles say otherwise.
 * @module
 */
import { findRoot } from '../composition/root.ts';
import type { AdapterFactory } from './adapter.ts';

type Placeable = HTMLElement | SVGElement;

export const createLayout: AdapterFactory = () => {
  const placed = new WeakSet<Element>();
  return {
    name: 'layout',
    // At a seek and not while parsing, because sizes are true only once fonts and images are there.
    seek() {
      const children = [...(findRoot()?.children ?? [])].filter(
        (child): child is Placeable => isPlaceable(child) && child.hasAttribute('data-start') && !placed.has(child),
      );
      for (const child of children) placed.add(child);
      place(children);
    },
  };
};

/** All are measured before any is changed, so that the page is laid out once for all and not once for each. */
function place(children: readonly Placeable[]): void {
  const inFlow = children.filter((child) => !['absolute', 'fixed'].includes(getComputedStyle(child).position));
  // Of a static box the anchors read as they are written; a relative one reports `auto` as 0px.
  for (const child of inFlow) child.style.position = 'static';
  const unanchored = inFlow.filter(hasNoAnchor);
  for (const child of inFlow) child.style.position = 'absolute';
  for (const child of unanchored) Object.assign(child.style, { top: '0', left: '0' });
  const empty = children.filter(isEmptyBox);
  for (const child of empty) Object.assign(child.style, { width: '100%', height: '100%' });
}

function hasNoAnchor(element: Placeable): boolean {
  const { top, right, bottom, left } = getComputedStyle(element);
  return [top, right, bottom, left].every((anchor) => anchor === 'auto');
}

function isPlaceable(element: Element): element is Placeable {
  return element instanceof HTMLElement || element instanceof SVGElement;
}

/** Layout sizes, because a transform of scale(0) does not make a box empty. What is not displayed has no size to judge by. */
function isEmptyBox(element: Placeable): boolean {
  if (element instanceof HTMLAudioElement || getComputedStyle(element).display === 'none') return false;
  if (element instanceof SVGElement) return element.clientWidth === 0 && element.clientHeight === 0;
  return element.offsetWidth === 0 && element.offsetHeight === 0;
}
