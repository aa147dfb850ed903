import { findRoot } from './root.ts';

const DEFAULT_WIDTH_PX = 1080;
const DEFAULT_HEIGHT_PX = 1920;

/**
 * Rules no composition may break: the page has no margins of its own, and CSS animations stand still until they are seeked,
 * so that how long loading took leaves no trace in them. Adopted, not inserted: the document an author sees stays as written.
 */
export function adoptEnforcedStyles(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    'html, body { margin: 0 !important; padding: 0 !important; overflow: hidden !important }' +
      '[data-hidden] { display: none !important }' +
      '*, ::before, ::after { animation-play-state: paused !important }',
  );
  document.adoptedStyleSheets.push(sheet);
}

/** Makes the root's box the frame. */
export function enforceRootBox(): void {
  const root = findRoot();
  if (!root || root.style.getPropertyValue('--comp-width')) return;
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

/** CSS pixels; portrait when the attributes are missing. */
export function compositionSize(root: Element): { width: number; height: number } {
  return {
    width: parseInt(root.getAttribute('data-width') ?? '', 10) || DEFAULT_WIDTH_PX,
    height: parseInt(root.getAttribute('data-height') ?? '', 10) || DEFAULT_HEIGHT_PX,
  };
}
