/**
 * Shows each timed element inside its window and hides it outside, by inline `visibility`. Opacity belongs to the animation.
 * @module
 */
import { isInWindow } from '../composition/time-window.ts';
import { timedElements, windowOf } from '../composition/timing.ts';
import { withoutTransitions } from '../composition/without-transitions.ts';
import type { AdapterFactory } from './adapter.ts';

export const createClipVisibility: AdapterFactory = ({ fps }) => {
  const flow = createFlowSwitch();
  return {
    name: 'clip-visibility',
    seek({ timeSeconds, durationSeconds }) {
      const visibility = new Map<HTMLElement, 'visible' | 'hidden'>();
      // In document order, so that an ancestor is decided before its descendants.
      for (const element of timedElements()) {
        const isOpen = isInWindow(windowOf(element), timeSeconds, durationSeconds, fps);
        // A visible child would show through a hidden ancestor.
        const isVisible = isOpen && !hasHiddenAncestor(element, visibility);
        visibility.set(element, isVisible ? 'visible' : 'hidden');
      }
      const changes = [...visibility].filter(([element, value]) => element.style.visibility !== value);
      if (changes.length > 0) {
        withoutTransitions(() => {
          for (const [element, value] of changes) element.style.visibility = value;
        });
      }
      for (const [element, value] of visibility) flow.set(element, value === 'visible');
    },
    inferDuration() {
      const ends = timedElements()
        .filter((element) => element instanceof HTMLMediaElement || element.hasAttribute('data-composition-id'))
        .map((element) => windowOf(element).end ?? 0);
      return Math.max(0, ...ends);
    },
  };
};

function hasHiddenAncestor(element: Element, visibility: ReadonlyMap<Element, string>): boolean {
  for (let parent = element.parentElement; parent; parent = parent.parentElement) {
    if (visibility.get(parent) === 'hidden') return true;
  }
  return false;
}

/** Takes in-flow elements out of the flow while they are hidden. Positioned ones and those that hold timed ones keep their boxes. */
function createFlowSwitch(): { set(element: HTMLElement, isVisible: boolean): void } {
  const isInFlowLeaf = new WeakMap<Element, boolean>();
  const inlineDisplay = new WeakMap<Element, string>();
  return {
    set(element, isVisible) {
      const before = inlineDisplay.get(element);
      if (isVisible && before !== undefined) {
        element.style.display = before;
        inlineDisplay.delete(element);
      } else if (!isVisible && before === undefined) {
        if (!isInFlowLeaf.has(element)) isInFlowLeaf.set(element, measureInFlowLeaf(element));
        if (!isInFlowLeaf.get(element)) return;
        inlineDisplay.set(element, element.style.display);
        element.style.display = 'none';
      }
    },
  };
}

function measureInFlowLeaf(element: HTMLElement): boolean {
  const { position } = getComputedStyle(element);
  return position !== 'absolute' && position !== 'fixed' && element.querySelector('[data-start]') === null;
}
