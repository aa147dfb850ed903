/**
 * CSS animations. Those the page starts with count from their own element's `data-start`, whatever hosts it; those that a class
 * brings later count from the seek at which they appear.
 * @module
 */
import { startOf } from '../composition/timing.ts';
import type { AdapterFactory } from './adapter.ts';
import { endSeconds, isAlive, runningAnimations, seekAnimation, type TrackedAnimation } from './running-animations.ts';

export const createCssAnimations: AdapterFactory = ({ clock, trees }) => {
  const starts = createStartTable();
  let tracked: TrackedAnimation[] = [];
  let hasStarted = false;

  function discover(): void {
    const found = runningAnimations(trees).filter((animation) => animation instanceof CSSAnimation);
    const known = new Set(tracked.map(({ animation }) => animation));
    for (const animation of found) {
      if (known.has(animation)) continue;
      const sinceSeconds = starts.of(animation, hasStarted ? clock.nowMs / 1000 : null);
      tracked.push({ animation, baselineMs: 0, sinceSeconds });
    }
  }

  return {
    name: 'css-animations',
    discover,
    seek({ timeSeconds }) {
      discover();
      hasStarted = true;
      tracked = tracked.filter(({ animation }) => isAlive(animation));
      for (const entry of tracked) seekAnimation(entry, timeSeconds);
    },
    inferDuration: () => Math.max(0, ...tracked.map(endSeconds)),
  };
};

/** An element that is hidden and shown again gets new animation objects: the start is remembered by element, pseudo-element and name. */
function createStartTable(): { of(animation: CSSAnimation, appearedSeconds: number | null): number } {
  const byElement = new WeakMap<Element, Map<string, number>>();
  return {
    /** `appearedSeconds` null: the page starts with the animation. */
    of(animation, appearedSeconds) {
      const effect = animation.effect as KeyframeEffect | null;
      const element = effect?.target;
      if (!element) return 0;
      const starts = byElement.get(element) ?? new Map<string, number>();
      byElement.set(element, starts);
      const key = `${effect.pseudoElement ?? ''} ${animation.animationName}`;
      const start = starts.get(key) ?? appearedSeconds ?? (element.hasAttribute('data-start') ? startOf(element) : 0);
      starts.set(key, start);
      return start;
    },
  };
}
