/**
 * Telling timelines whose tweens do not see each other: what one finds as it begins depends on the earlier tweens of its own targets
 * and on nothing else. Such tweens can be begun one by one.
 * @module
 */
import type { TimelinePart } from '../composition/timeline-parts.ts';
import type { TimelineChild } from '../composition/timeline-registry.ts';

/** Properties that move nothing but their own element and are inherited by none. */
const OWN = new Set([
  ...['x', 'y', 'z', 'xPercent', 'yPercent', 'scale', 'scaleX', 'scaleY', 'skewX', 'skewY'],
  ...['rotation', 'rotationX', 'rotationY', 'rotationZ', 'rotate', 'rotateX', 'rotateY', 'rotateZ'],
  ...['transformOrigin', 'transformPerspective', 'force3D', 'svgOrigin'],
  ...['opacity', 'alpha', 'backgroundColor', 'boxShadow', 'borderRadius', 'clipPath', 'filter'],
]);
/** Properties that elements inside take over. */
const INHERITED = new Set(['autoAlpha', 'visibility', 'color']);
/** What says how a tween runs, as an author writes it and as GSAP notes it. */
const SETTINGS = new Set([
  ...['duration', 'delay', 'ease', 'repeat', 'repeatDelay', 'yoyo', 'yoyoEase', 'id', 'data', 'paused', 'lazy'],
  ...[
    'immediateRender',
    'overwrite',
    'stagger',
    'parent',
    'inherit',
    'defaults',
    'runBackwards',
    'isFromStart',
    'isStart',
  ],
  ...['onStart', 'onUpdate', 'onComplete', 'onRepeat', 'onReverseComplete', 'onInterrupt', 'callbackScope'],
  ...['onStartParams', 'onUpdateParams', 'onCompleteParams', 'onRepeatParams', 'onReverseCompleteParams'],
]);

export interface PlainTween extends TimelinePart {
  targets: readonly unknown[];
}

/** The tweens of a timeline without what only holds them; null when some may see more than their targets. */
export function plainTweens(parts: readonly TimelinePart[]): PlainTween[] | null {
  const tweens: PlainTween[] = [];
  const heirs = new Set<Element>();
  for (const part of parts) {
    const { node } = part;
    if (!isSteady(node)) return null;
    if (isContainer(node)) continue;
    const targets = node.targets?.() ?? [];
    for (const target of targets) {
      if (!(target instanceof Element)) continue;
      if (!isPlain(node.vars)) return null;
      if (hasInherited(node.vars)) heirs.add(target);
    }
    tweens.push({ ...part, targets });
  }
  return [...heirs].some((element) => isInsideOf(element, heirs)) ? null : tweens;
}

/** Runs once through, as fast and in the direction as what it lies in. What GSAP eases as a whole has keyframes. */
function isSteady(node: TimelineChild): boolean {
  if (node.paused?.() || node.reversed?.() || node.parent?.smoothChildTiming) return false;
  return !isContainer(node) || (node.totalDuration() === node.duration() && !node.vars?.keyframes);
}

function isContainer(node: TimelineChild): boolean {
  return !node.targets || Boolean(node.timeline);
}

function isPlain(vars: object = {}): boolean {
  return Object.entries(vars).every(([name, value]) => {
    if (name === 'startAt') return isPlain((value as object | null) ?? {});
    if (SETTINGS.has(name)) return true;
    return (OWN.has(name) || INHERITED.has(name)) && isPlainValue(value);
  });
}

/** A function may look at anything. */
function isPlainValue(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean';
}

function hasInherited(vars: object = {}): boolean {
  return Object.keys(vars).some((name) => INHERITED.has(name) || name === 'startAt');
}

function isInsideOf(element: Element, others: ReadonlySet<Element>): boolean {
  for (let parent = element.parentElement; parent; parent = parent.parentElement) {
    if (others.has(parent)) return true;
  }
  return false;
}
