/**
 * Places the timed children of the root: each covers the frame unless its own styles say otherwise.
 * @module
 */
import { findRoot } from '../composition/root.ts';
import type { AdapterFactory } from './adapter.ts';

export const createLayout: AdapterFactory = () => {
  const placed = new WeakSet<Element>();
  return {
    name: 'layout',
    // At a seek and not while parsing, because sizes are true only once fonts and images are there.
    seek() {
      for (const child of findRoot()?.children ?? []) {
        if (!(child instanceof HTMLElement) || !child.hasAttribute('data-start') || placed.has(child)) continue;
        placed.add(child);
        place(child);
      }
    },
  };
};

function place(child: HTMLElement): void {
  if (child instanceof HTMLAudioElement) return;
  const { position, top, right, bottom, left } = getComputedStyle(child);
  if (position !== 'absolute' && position !== 'fixed') {
    child.style.position = 'absolute';
    // A relative box reports an `auto` anchor as 0px.
    if ([top, right, bottom, left].every((anchor) => anchor === 'auto' || anchor === '0px')) {
      child.style.top = '0';
      child.style.left = '0';
    }
  }
  // Layout sizes: a transform of scale(0) does not make a box empty.
  const isShown = getComputedStyle(child).display !== 'none';
  if (isShown && child.offsetWidth === 0 && child.offsetHeight === 0) {
    child.style.width = '100%';
    child.style.height = '100%';
  }
}
