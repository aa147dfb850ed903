import { describeElement } from '../readiness/describe-element.ts';
import { createOutlines } from './outlines.ts';
import type { PickedElement } from './protocol.ts';

export interface PickMode {
  enable(): void;
  disable(): void;
}

/** While enabled, the element under the pointer is outlined, and a click reports it in place of doing what the author meant. */
export function createPickMode(onPick: (element: PickedElement) => void): PickMode {
  const outlines = createOutlines();
  let enabled: AbortController | null = null;

  function point({ target }: PointerEvent): void {
    outlines.show(target instanceof Element ? [target] : []);
  }

  function pick(event: MouseEvent): void {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.target instanceof Element) onPick(describePicked(event.target));
  }

  return {
    enable() {
      if (enabled) return;
      enabled = new AbortController();
      const options = { capture: true, signal: enabled.signal };
      window.addEventListener('pointermove', point, options);
      window.addEventListener('click', pick, options);
      document.documentElement.addEventListener('pointerleave', () => outlines.show([]), { signal: enabled.signal });
    },
    disable() {
      enabled?.abort();
      enabled = null;
      outlines.show([]);
    },
  };
}

function describePicked(element: Element): PickedElement {
  const { x, y, width, height } = element.getBoundingClientRect();
  const box = { x, y, width, height };
  return { id: element.id, label: describeElement(element), selector: selectorOf(element), box };
}

/** From the nearest ancestor with an id that is its own, counted down child by child. */
function selectorOf(element: Element): string {
  const { parentElement: parent } = element;
  if (element.id && document.querySelectorAll(`#${CSS.escape(element.id)}`).length === 1)
    return `#${CSS.escape(element.id)}`;
  if (!parent) return element.localName;
  const index = [...parent.children].indexOf(element) + 1;
  return `${selectorOf(parent)} > :nth-child(${index})`;
}
