/**
 * Transitions that a library of shaders blends in the page, as `@hyperframes/shader-transitions` does while a page is rendered: a seek asks
 * for a blend, the scenes are copied into canvases, the browser paints them, and what it has painted is blended into a picture on top.
 * @module
 */
import { enclosingComposition, findRoot } from './composition/root.ts';
import './page-globals.ts';

/** False when nothing is to be blended. */
export async function layOutScenes(): Promise<boolean> {
  if (!window.__hf_page_composite_pending || !window.__hf_page_composite_resolve) return false;
  await window.__hf_page_composite_prepare?.();
  if (!window.__hf_page_composite_pending) return false;
  bringHome();
  return true;
}

/** After the page has been painted. */
export async function blendScenes(): Promise<void> {
  const isBlended = await window.__hf_page_composite_resolve?.();
  for (const takeBack of taken.splice(0)) takeBack();
  if (isBlended === false) reportError(new Error('The scenes of a shader transition could not be blended.'));
}

/** Puts canvases back to where the library keeps them. */
const taken: (() => void)[] = [];

/** Copies of scenes of a sub-composition have its styles in its box alone. */
function bringHome(): void {
  for (const canvas of document.querySelectorAll('canvas[layoutsubtree]')) {
    const id = canvas.firstElementChild?.id;
    const { parentElement: keeper, nextSibling: next } = canvas;
    const scene = id ? sceneOf(id) : null;
    if (!keeper || !scene?.parentElement || enclosingComposition(scene) === findRoot()) continue;
    scene.parentElement.append(canvas);
    taken.push(() => keeper.insertBefore(canvas, next?.parentNode === keeper ? next : null));
  }
}

/** The scene itself has the same id as its copy. */
function sceneOf(id: string): Element | null {
  const named = [...document.querySelectorAll(`#${CSS.escape(id)}`)];
  return named.find((element) => !element.closest('canvas')) ?? null;
}

/** Runs what moves the page without its being taken for an edit, after which such a library would take its pictures of the scenes anew. */
export function moveScenes(move: () => void): void {
  const { __hfSuppressSceneMutations: suppress } = window;
  if (typeof suppress === 'function') suppress(move);
  else move();
}
