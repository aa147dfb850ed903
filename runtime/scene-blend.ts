/**
 * Transitions that a library of shaders blends in the page, as `@hyperframes/shader-transitions` does while a page is rendered: a seek asks
 * for a blend, the scenes are copied into canvases, the browser paints them, and what it has painted is blended into a picture on top.
 * @module
 */
import './page-globals.ts';

/** False when nothing is to be blended. */
export async function layOutScenes(): Promise<boolean> {
  if (!window.__hf_page_composite_pending || !window.__hf_page_composite_resolve) return false;
  await window.__hf_page_composite_prepare?.();
  return Boolean(window.__hf_page_composite_pending);
}

/** After the page has been painted. */
export async function blendScenes(): Promise<void> {
  const isBlended = await window.__hf_page_composite_resolve?.();
  if (isBlended === false) reportError(new Error('The scenes of a shader transition could not be blended.'));
}

/** Runs what moves the page without its being taken for an edit, after which such a library would take its pictures of the scenes anew. */
export function moveScenes(move: () => void): void {
  const { __hfSuppressSceneMutations: suppress } = window;
  if (typeof suppress === 'function') suppress(move);
  else move();
}
