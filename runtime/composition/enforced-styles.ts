import type { PageSetup } from '#contracts/page.ts';
import { declared } from './declared.ts';
import { findRoot } from './root.ts';

const DEFAULT_WIDTH_PX = 1080;
const DEFAULT_HEIGHT_PX = 1920;

/** Marks a timed element that takes no room while it is hidden. A mark and not an inline style, which animations write too. */
export const OUT_OF_FLOW = 'data-edgereel-out-of-flow';

/** Marks a timed element outside its window: what is in it does not show, whatever it says of its own visibility. */
export const CLIP_HIDDEN = 'data-hf-clip-hidden';

/**
 * Rules no composition may break: the page has no margins of its own, and CSS animations stand still until they are seeked,
 * so that how long loading took leaves no trace in them. A page inside a composition keeps its margins. Adopted, not inserted: the
 * document an author sees stays as written.
 */
export function adoptEnforcedStyles({ isFrame, isTransparent }: Pick<PageSetup, 'isFrame' | 'isTransparent'>): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    (isFrame
      ? ''
      : 'html, body { margin: 0 !important; padding: 0 !important; overflow: hidden !important }' +
        `[data-hidden], [${OUT_OF_FLOW}] { display: none !important }` +
        `[${CLIP_HIDDEN}] * { visibility: hidden !important }` +
        (isTransparent ? WITHOUT_BACKGROUND : '')) + '*, ::before, ::after { animation-play-state: paused !important }',
  );
  document.adoptedStyleSheets.push(sheet);
}

/** In a layer, an important rule goes before important rules of the author outside of one, however specific they are. */
const WITHOUT_BACKGROUND =
  '@layer edgereel { html, body, [data-composition-id] { background: transparent !important } }';

let boxed: { root: HTMLElement; restore: () => void } | null = null;

/** Makes the root's box the frame. While the page is parsed a later element may turn out to be the root; the former gets its own box back. */
export function enforceRootBox(): void {
  const root = findRoot();
  if (!root || root === boxed?.root) return;
  boxed?.restore();
  boxed = { root, restore: keepAttributes(root, ['style', 'data-start']) };
  const width = `${compositionSize(root).width}px`;
  const height = `${compositionSize(root).height}px`;
  root.dataset['start'] ??= '0';
  root.style.setProperty('--comp-width', width);
  root.style.setProperty('--comp-height', height);
  root.style.width = width;
  root.style.height = height;
  root.style.position ||= 'relative';
  root.style.overflow = 'hidden';
}

function keepAttributes(element: Element, names: readonly string[]): () => void {
  const before = names.map((name) => [name, element.getAttribute(name)] as const);
  return () => {
    for (const [name, value] of before) {
      if (value === null) element.removeAttribute(name);
      else element.setAttribute(name, value);
    }
  };
}

/** CSS pixels; portrait when the attributes are missing. */
export function compositionSize(root: Element): { width: number; height: number } {
  return {
    width: parseInt(declared(root, 'data-width') ?? '', 10) || DEFAULT_WIDTH_PX,
    height: parseInt(declared(root, 'data-height') ?? '', 10) || DEFAULT_HEIGHT_PX,
  };
}
