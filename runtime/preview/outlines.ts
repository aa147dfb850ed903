/**
 * Boxes drawn around elements for whoever looks at the preview. They lie beside the body, in a shadow root, so that no style and no
 * selector of the author meets them.
 * @module
 */

const OUTLINE_STYLE =
  'position: fixed; box-sizing: border-box; border: 3px solid #ff5a36; background: #ff5a3622; pointer-events: none;' +
  'z-index: 2147483647';

export interface Outlines {
  /** Outlines these elements and no others. */
  show(elements: readonly Element[]): void;
}

export function createOutlines(): Outlines {
  let layer: HTMLElement | null = null;

  function createLayer(): HTMLElement {
    const created = document.createElement('edgereel-outlines');
    created.attachShadow({ mode: 'open' });
    document.documentElement.append(created);
    return created;
  }

  return {
    show(elements) {
      if (elements.length === 0) return layer?.remove();
      if (!layer?.isConnected) layer = createLayer();
      layer.shadowRoot?.replaceChildren(...elements.map(outline));
    },
  };
}

function outline(element: Element): HTMLElement {
  const { x, y, width, height } = element.getBoundingClientRect();
  const box = document.createElement('div');
  box.style.cssText = `${OUTLINE_STYLE}; left: ${x}px; top: ${y}px; width: ${width}px; height: ${height}px`;
  return box;
}
