/**
 * Transitions that a library of shaders blends in the page, as `@hyperframes/shader-transitions` does while a page is rendered: a seek asks
 * for a blend, the scenes are copied into canvases, the browser paints them, and what it has painted is blended into a picture on top.
 * @module
 */
import { enclosingComposition, findRoot } from './composition/root.ts';
import './page-globals.ts';

/** Canvas with the copy of a scene, and where the library keeps it. */
interface Stage {
  canvas: HTMLCanvasElement;
  keeper: Node;
  next: Node | null;
}

let stages: Stage[] = [];

/** False when nothing is to be blended. */
export async function layOutScenes(): Promise<boolean> {
  if (!window.__hf_page_composite_pending || !window.__hf_page_composite_resolve) return false;
  const before = copies();
  await window.__hf_page_composite_prepare?.();
  if (!window.__hf_page_composite_pending) return false;
  const laidOut = [...copies()].filter(([canvas, copy]) => copy !== before.get(canvas));
  stages = laidOut.map(([canvas, copy]) => bringHome(canvas, copy));
  return true;
}

/** After the page has been painted. */
export async function blendScenes(): Promise<void> {
  const isBlended = await window.__hf_page_composite_resolve?.();
  for (const stage of stages) clear(stage);
  stages = [];
  if (isBlended === false) reportError(new Error('The scenes of a shader transition could not be blended.'));
}

/** What lies in canvases that lay out their elements. */
function copies(): Map<HTMLCanvasElement, Element> {
  const canvases = document.querySelectorAll<HTMLCanvasElement>('canvas[layoutsubtree]');
  return new Map(
    [...canvases].flatMap((canvas) => (canvas.firstElementChild ? [[canvas, canvas.firstElementChild]] : [])),
  );
}

/** A scene of a sub-composition has its styles in the sub-composition's box alone, so its copy is laid out there. */
function bringHome(canvas: HTMLCanvasElement, copy: Element): Stage {
  const stage = { canvas, keeper: canvas.parentNode!, next: canvas.nextSibling };
  const scene = copy.id ? sceneOf(copy.id) : null;
  if (scene && enclosingComposition(scene) !== findRoot()) scene.parentElement?.append(canvas);
  return stage;
}

/** The scene itself has the same id as its copy. */
function sceneOf(id: string): Element | null {
  const named = [...document.querySelectorAll(`#${CSS.escape(id)}`)];
  return named.find((element) => !element.closest('canvas')) ?? null;
}

/** What was drawn into the canvas would show behind the scenes of later frames, and only in a page that has been there. */
function clear({ canvas, keeper, next }: Stage): void {
  if (canvas.parentNode !== keeper) keeper.insertBefore(canvas, next?.parentNode === keeper ? next : null);
  const context = canvas.getContext('2d');
  if (!context) return;
  context.save();
  context.resetTransform();
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.restore();
}

/** Runs what moves the page without its being taken for an edit, after which such a library would take its pictures of the scenes anew. */
export function moveScenes(move: () => void): void {
  const { __hfSuppressSceneMutations: suppress } = window;
  if (typeof suppress === 'function') suppress(move);
  else move();
}
