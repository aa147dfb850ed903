/**
 * The timed elements as an editor or a player lists them.
 * @module
 */
import { findRoot } from './composition/root.ts';
import type { TimeWindow } from './composition/time-window.ts';
import { readWindows } from './composition/timed-windows.ts';
import { describeElement } from './readiness/describe-element.ts';

/** Absolute seconds; a null duration lasts to the end. */
export interface Clip {
  id: string;
  label: string;
  tag: string;
  start: number;
  duration: number | null;
  track: number;
}

export interface ClipNode extends Clip {
  children: ClipNode[];
}

/** In document order. The root is no clip: it shows always. */
export function listClips(): Clip[] {
  return clipElements().map(([element, window]) => describeClip(element, window));
}

/** The same, each below the closest timed element around it. */
export function treeOfClips(): ClipNode[] {
  const nodes = new Map(
    clipElements().map(([element, window]) => [element as Element, { ...describeClip(element, window), children: [] }]),
  );
  const top: ClipNode[] = [];
  for (const [element, node] of nodes) (closestIn(nodes, element)?.children ?? top).push(node);
  return top;
}

function clipElements(): [HTMLElement, TimeWindow][] {
  const root = findRoot();
  return [...readWindows().windows].filter(([element]) => element !== root);
}

export function describeClip(element: HTMLElement, { start, end }: TimeWindow): Clip {
  const { dataset } = element;
  return {
    id: element.id,
    label: dataset['label'] ?? describeElement(element),
    tag: element.tagName.toLowerCase(),
    start,
    duration: end === null ? null : end - start,
    track: parseInt(dataset['trackIndex'] ?? dataset['layer'] ?? dataset['track'] ?? '', 10) || 0,
  };
}

function closestIn(nodes: ReadonlyMap<Element, ClipNode>, element: Element): ClipNode | null {
  for (let parent = element.parentElement; parent; parent = parent.parentElement) {
    const node = nodes.get(parent);
    if (node) return node;
  }
  return null;
}
