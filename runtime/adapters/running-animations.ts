/**
 * The browser's running animations, each with the composition time at which its own clock is zero.
 * @module
 */

import type { PageTrees } from '../composition/page-trees.ts';

export interface TrackedAnimation {
  animation: Animation;
  /** Milliseconds of the animation's own time at `sinceSeconds`. */
  baselineMs: number;
  sinceSeconds: number;
}

/** Those of every tree of the page, a document lists its own alone; but for animations that scrolling drives. */
export function runningAnimations(trees: PageTrees): Animation[] {
  return trees
    .all()
    .flatMap((tree) => tree.getAnimations().filter(({ timeline }) => timeline instanceof DocumentTimeline));
}

/** Puts an animation where it is at `timeSeconds`, and holds it there. */
export function seekAnimation({ animation, baselineMs, sinceSeconds }: TrackedAnimation, timeSeconds: number): void {
  // Pausing first: a time given to a running animation would start to move again.
  animation.pause();
  animation.currentTime = baselineMs + Math.max(0, timeSeconds - sinceSeconds) * 1000;
}

/** Seconds at which an animation ends; 0 for one that never does. */
export function endSeconds({ animation, baselineMs, sinceSeconds }: TrackedAnimation): number {
  const end = Number(animation.effect?.getComputedTiming().endTime ?? 0);
  return Number.isFinite(end) ? sinceSeconds + Math.max(0, end - baselineMs) / 1000 : 0;
}

/** A cancelled animation would come back to life if it were given a time. */
export function isAlive({ playState }: Animation): boolean {
  return playState !== 'idle';
}
