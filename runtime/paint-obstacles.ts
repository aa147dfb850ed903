/**
 * Watches for what a canvas around a page shows otherwise than the screen, or what kills the browser there: what draws past the page's
 * painting, what is the compositor's alone, and pictures that a canvas leaves out.
 * @module
 */
import type { PageTree, PageTrees } from './composition/page-trees.ts';
import { mentionsObstacle, obstacleOf, obstacleOfStyle, UNPAINTED_PICTURE } from './obstacles-of-elements.ts';
import { hasMovingStylePicture } from './style-pictures.ts';
import { watchStyleSheets } from './watch-style-sheets.ts';

export interface PaintObstacles {
  /** Names one that is or was in the page; null while there has been none. Asked at each frame, it looks only at what may have changed. */
  find(): string | null;
  /** How many times something new had to be examined. */
  readonly changes: number;
}

const OBSERVED = { subtree: true, childList: true, attributes: true, characterData: true };
/** Attributes that change from frame to frame, as all do of drawings, or are our own. */
const MOVING = /^(?:src|srcset|value|data-(?:edgereel|hf)-.*)$/;

/** Must run before the page's scripts. */
export function watchPaintObstacles(trees: PageTrees): PaintObstacles {
  let found: string | null = null;
  let changes = 0;
  /** Whether the page has something that the last look has not seen. */
  let isOpen = true;
  /** Whether an inline style mentions what a canvas cannot show, with a value that depends on others. */
  let isMentioned = false;
  const sheets = watchStyleSheets(trees, mentionsObstacle);
  const observed = new Set<Node>();

  function note(records: readonly MutationRecord[]): void {
    for (const { type, attributeName, target, addedNodes } of records) {
      if (type === 'childList') {
        isOpen ||= [...addedNodes].some((node) => node instanceof Element);
        if (target instanceof HTMLStyleElement || target instanceof SVGStyleElement) sheets.open();
      } else if (type === 'characterData') {
        if (target.parentNode instanceof HTMLStyleElement || target.parentNode instanceof SVGStyleElement)
          sheets.open();
      } else if (attributeName === 'style') {
        const { style } = target as HTMLElement;
        found ??= obstacleOfStyle(style);
        isMentioned ||= mentionsObstacle(style.cssText);
      } else {
        const isDrawing = target instanceof SVGElement && !(target instanceof SVGSVGElement);
        isOpen ||= !(isDrawing || MOVING.test(attributeName!));
      }
    }
  }

  const observer = new MutationObserver(note);
  /** A style sheet has come, or the picture of an image is known. */
  function noteLoaded({ target }: Event): void {
    if (target instanceof HTMLImageElement) found ??= obstacleOf(target);
    else sheets.open();
  }
  const lookAtAll = (): string | null => {
    for (const tree of trees.all()) {
      const obstacle = obstacleOfTree(tree);
      if (obstacle) return obstacle;
    }
    return null;
  };
  const noteTopLayer = (): string => (found ??= 'an element of the top layer');
  for (const [prototype, name, obstacle] of CALLS) watchCall(prototype, name, () => (found ??= obstacle));
  for (const [prototype, name] of ANIMATING) watchCall(prototype, name, () => (isOpen = true));

  return {
    get changes() {
      return changes;
    },
    find() {
      for (const tree of trees.all()) {
        if (observed.has(tree)) continue;
        observed.add(tree);
        observer.observe(tree, OBSERVED);
        tree.addEventListener('load', noteLoaded, true);
        tree.addEventListener('beforetoggle', noteTopLayer, true);
        isOpen = true;
      }
      note(observer.takeRecords());
      isOpen = sheets.takeChange() || isOpen;
      if (isOpen) changes++;
      // A rule that does not apply now may apply later: with a checked box, the width of a container, a variable.
      if (isOpen || isMentioned || sheets.isMentioned()) found ??= lookAtAll();
      isOpen = false;
      if (hasMovingStylePicture()) found ??= UNPAINTED_PICTURE;
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

/** Calls that give elements other keyframes. */
const ANIMATING: readonly [prototype: object, name: string][] = [
  [Element.prototype, 'animate'],
  [KeyframeEffect.prototype, 'setKeyframes'],
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
  effect.getKeyframes().some((keyframe) => obstacleOfStyle(keyframe as unknown as CSSStyleDeclaration) !== null);

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
