/**
 * Shows each timed element inside its window and hides it outside, by inline `visibility`. Opacity belongs to the animation.
 * @module
 */
import { CLIP_HIDDEN, OUT_OF_FLOW } from '../composition/enforced-styles.ts';
import { isInWindow } from '../composition/time-window.ts';
import { createTimedWindows } from '../composition/timed-windows.ts';
import { withoutTransitions } from '../composition/without-transitions.ts';
import type { AdapterFactory } from './adapter.ts';

export const createClipVisibility: AdapterFactory = ({ fps }) => {
  const isInFlowLeaf = createFlowMemory();
  const windows = createTimedWindows();
  return {
    name: 'clip-visibility',
    seek({ timeSeconds, durationSeconds }) {
      const visibility = new Map<HTMLElement, 'visible' | 'hidden'>();
      // In document order, so that an ancestor is decided before its descendants.
      for (const [element, window] of windows.read()) {
        const isOpen = isInWindow(window, timeSeconds, durationSeconds, fps);
        // A visible child would show through a hidden ancestor.
        const isVisible = isOpen && !hasHiddenAncestor(element, visibility);
        visibility.set(element, isVisible ? 'visible' : 'hidden');
      }
      const changes = [...visibility].filter(([element, value]) => !isShownAs(element, value));
      if (changes.length > 0) {
        const changed = changes.map(([element]) => element);
        withoutTransitions(changed, () => {
          for (const [element, value] of changes) {
            element.style.visibility = value;
            element.toggleAttribute(CLIP_HIDDEN, value === 'hidden');
          }
        });
      }
      for (const [element, value] of visibility) {
        if (value === 'visible') element.removeAttribute(OUT_OF_FLOW);
        else if (isInFlowLeaf(element)) element.setAttribute(OUT_OF_FLOW, '');
      }
    },
    inferDuration() {
      const ends = [...windows.read()]
        .filter(([element]) => element instanceof HTMLMediaElement || element.hasAttribute('data-composition-id'))
        .map(([, { end }]) => end ?? 0);
      return Math.max(0, ...ends);
    },
  };
};

function isShownAs(element: HTMLElement, value: 'visible' | 'hidden'): boolean {
  return element.style.visibility === value && element.hasAttribute(CLIP_HIDDEN) === (value === 'hidden');
}

function hasHiddenAncestor(element: Element, visibility: ReadonlyMap<Element, string>): boolean {
  for (let parent = element.parentElement; parent; parent = parent.parentElement) {
    if (visibility.get(parent) === 'hidden') return true;
  }
  return false;
}

/** In-flow elements leave the flow while they are hidden. Positioned ones and those that hold timed ones keep their boxes. */
function createFlowMemory(): (element: HTMLElement) => boolean {
  const known = new WeakMap<Element, boolean>();
  return (element) => {
    const before = known.get(element);
    if (before !== undefined) return before;
    const { position } = getComputedStyle(element);
    const isInFlow = position !== 'absolute' && position !== 'fixed';
    const isLeaf = isInFlow && element.querySelector('[data-start]') === null;
    known.set(element, isLeaf);
    return isLeaf;
  };
}
