/**
 * What a canvas around a page shows otherwise than the screen, or what kills the browser there: what draws past the page's painting, what is
 * the compositor's alone, and pictures that a canvas leaves out.
 * @module
 */
import type { PageTree, PageTrees } from './composition/page-trees.ts';

export interface PaintObstacles {
  /** Names one that is or was in the page; null while there has been none. Asked at each frame, it looks only at what has changed. */
  find(): string | null;
}

const OBSERVED = { subtree: true, childList: true, attributes: true };
/** Attributes that change from frame to frame, as all do of drawings, or are our own; no style sheet chooses by them what a canvas cannot show. */
const MOVING = /^(?:src|srcset|value|data-(?:edgereel|hf)-.*)$/;

/** Must run before the page's scripts. */
export function watchPaintObstacles(trees: PageTrees): PaintObstacles {
  let found: string | null = null;
  /** Anything may have another style than at the last look. */
  let isOpen = true;
  const observed = new Set<Node>();

  function note(records: readonly MutationRecord[]): void {
    for (const { type, attributeName, target, addedNodes } of records) {
      if (type === 'childList') isOpen ||= [...addedNodes].some((node) => node instanceof Element);
      else if (attributeName === 'style') found ??= obstacleOfStyle((target as HTMLElement).style);
      else isOpen ||= !(target instanceof SVGElement || MOVING.test(attributeName!));
    }
  }

  const observer = new MutationObserver(note);
  /** A style sheet has come, or the picture of an image is known. */
  function noteLoaded({ target }: Event): void {
    if (target instanceof HTMLImageElement) found ??= obstacleOf(target);
    else isOpen = true;
  }
  const lookAtAll = (): string | null => {
    for (const tree of trees.all()) {
      const obstacle = obstacleOfTree(tree);
      if (obstacle) return obstacle;
    }
    return null;
  };
  for (const [prototype, name, obstacle] of CALLS) watchCall(prototype, name, () => (found ??= obstacle));

  return {
    find() {
      for (const tree of trees.all()) {
        if (observed.has(tree)) continue;
        observed.add(tree);
        observer.observe(tree, OBSERVED);
        tree.addEventListener('load', noteLoaded, true);
        isOpen = true;
      }
      note(observer.takeRecords());
      if (isOpen) found ??= lookAtAll();
      isOpen = false;
      return found ?? obstacleOfFrames();
    },
  };
}

/** Layers and pictures that the browser makes of a page. Some of them kill it inside a canvas, so what is asked for counts. */
const CALLS: readonly [prototype: object, name: string, obstacle: string][] = [
  [Document.prototype, 'startViewTransition', 'a view transition'],
  [Element.prototype, 'startViewTransition', 'a view transition'],
  [HTMLDialogElement.prototype, 'showModal', 'a modal dialog'],
  [HTMLElement.prototype, 'showPopover', 'a popover'],
  [HTMLElement.prototype, 'togglePopover', 'a popover'],
];

type Call = (...args: unknown[]) => unknown;

function watchCall(prototype: object, name: string, onCall: () => void): void {
  const owner = prototype as Record<string, Call>;
  const call = owner[name];
  if (!call) return;
  owner[name] = function (...args) {
    onCall();
    return call.apply(this, args);
  };
}

function obstacleOfTree(tree: PageTree): string | null {
  for (const element of tree.querySelectorAll<HTMLElement | SVGElement>('*')) {
    const obstacle = obstacleOf(element);
    if (obstacle) return obstacle;
  }
  const animated = tree.getAnimations().some(({ effect }) => effect instanceof KeyframeEffect && isObstacle(effect));
  return animated ? 'an animation of what the compositor alone shows' : null;
}

const isObstacle = (effect: KeyframeEffect): boolean =>
  effect.getKeyframes().some((keyframe) => obstacleOfStyle(keyframe as unknown as ObstacleStyle) !== null);

function obstacleOf(element: HTMLElement | SVGElement): string | null {
  if (element instanceof HTMLCanvasElement) return '<canvas>';
  if (element instanceof HTMLImageElement && HTML_INSIDE.test(element.currentSrc)) return UNPAINTED_PICTURE;
  if (element instanceof SVGImageElement && UNPAINTED.test(element.href.baseVal)) return UNPAINTED_PICTURE;
  const pseudos = element.matches('dialog, [popover]') ? WITH_BACKDROP : PSEUDO_ELEMENTS;
  for (const pseudo of pseudos) {
    const style = getComputedStyle(element, pseudo);
    if (pseudo && pseudo !== '::backdrop' && style.content === 'none') continue;
    const obstacle = obstacleOfStyle(style) ?? obstacleOfPictures(style);
    if (obstacle) return obstacle;
  }
  return null;
}

const PSEUDO_ELEMENTS = [null, '::before', '::after'];
const WITH_BACKDROP = [...PSEUDO_ELEMENTS, '::backdrop'];

type ObstacleStyle = Partial<Pick<CSSStyleDeclaration, 'transformStyle' | 'backfaceVisibility' | 'backdropFilter'>>;

function obstacleOfStyle({ transformStyle, backfaceVisibility, backdropFilter }: ObstacleStyle): string | null {
  if (transformStyle === 'preserve-3d') return 'transform-style: preserve-3d';
  if (backfaceVisibility === 'hidden') return 'backface-visibility: hidden';
  if (backdropFilter && backdropFilter !== 'none') return 'backdrop-filter';
  return null;
}

/** A drawing with HTML in it is left out of a canvas; a plan looks into the files of the site. */
const HTML_INSIDE = /foreignobject/i;
/** Outside `<img>` a GIF moves by the browser's clock, which a canvas does not follow. */
const UNPAINTED = /foreignobject|\.gif(?:[?#"')]|$)|data:image\/gif/i;

const UNPAINTED_PICTURE = 'a picture that a canvas leaves out or does not move';

function obstacleOfPictures(style: CSSStyleDeclaration): string | null {
  const { backgroundImage, borderImageSource, maskImage, content } = style;
  return UNPAINTED.test(`${backgroundImage} ${borderImageSource} ${maskImage} ${content}`) ? UNPAINTED_PICTURE : null;
}

/** Frames have a runtime of their own, which answers for them; into one of another origin nobody sees. */
function obstacleOfFrames(): string | null {
  for (let i = 0; i < window.length; i++) {
    try {
      const obstacle = window[i]!.__edgereel?.paintObstacle();
      if (obstacle) return obstacle;
    } catch {
      return 'a frame of another origin';
    }
  }
  return null;
}
