/**
 * What a canvas around a page shows otherwise than the screen: canvases, which draw past the page's painting, and 3D beyond the flat
 * transform of one element, which is the compositor's.
 * @module
 */
import type { PageTrees } from './composition/page-trees.ts';

export interface PaintObstacles {
  /** Names one that is or was in the page; null while there has been none. Asked at each frame, it looks only at what has changed. */
  find(): string | null;
}

const OBSERVED = { subtree: true, childList: true, attributes: true, attributeFilter: ['style', 'class'] };

export function watchPaintObstacles(trees: PageTrees): PaintObstacles {
  let found: string | null = null;
  /** Anything may have another style than at the last look. */
  let isOpen = true;
  const observed = new Set<Node>();

  function note(records: readonly MutationRecord[]): void {
    for (const { type, attributeName, target, addedNodes } of records) {
      if (type === 'childList') isOpen ||= addedNodes.length > 0;
      else if (attributeName === 'class') isOpen = true;
      else found ??= obstacleOfStyle((target as HTMLElement).style);
    }
  }

  const observer = new MutationObserver(note);

  function lookAtAll(): string | null {
    for (const tree of trees.all()) {
      for (const element of tree.querySelectorAll<HTMLElement>('*')) {
        const obstacle = obstacleOf(element);
        if (obstacle) return obstacle;
      }
    }
    return null;
  }

  return {
    find() {
      for (const tree of trees.all()) {
        if (observed.has(tree)) continue;
        observed.add(tree);
        observer.observe(tree, OBSERVED);
        isOpen = true;
      }
      note(observer.takeRecords());
      if (isOpen) found ??= lookAtAll();
      isOpen = false;
      return found ?? obstacleOfFrames();
    },
  };
}

function obstacleOf(element: HTMLElement): string | null {
  if (element instanceof HTMLCanvasElement) return '<canvas>';
  return obstacleOfStyle(getComputedStyle(element));
}

function obstacleOfStyle({ transformStyle, backfaceVisibility }: CSSStyleDeclaration): string | null {
  if (transformStyle === 'preserve-3d') return 'transform-style: preserve-3d';
  if (backfaceVisibility === 'hidden') return 'backface-visibility: hidden';
  return null;
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
