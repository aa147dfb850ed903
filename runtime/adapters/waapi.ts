/**
 * Animations made by `element.animate()`, and CSS transitions: they begin at the seek at which they appear.
 * @module
 */
import type { AdapterFactory } from './adapter.ts';
import { endSeconds, isAlive, seekAnimation, type TrackedAnimation } from './running-animations.ts';

export const createWaapi: AdapterFactory = ({ clock }) => {
  const births = new Map<Animation, number>();
  const tracked = new Map<Animation, TrackedAnimation>();
  holdNewAnimations((animation) => births.set(animation, clock.nowMs / 1000));

  function discover(): void {
    const nowSeconds = clock.nowMs / 1000;
    // The hook misses what was not made by `element.animate()`.
    for (const animation of [...births.keys(), ...document.getAnimations()]) {
      if (animation instanceof CSSAnimation || tracked.has(animation)) continue;
      // Only a held animation has kept the time its author gave it; another has been running on the wall clock.
      const baselineMs = animation.playState === 'paused' ? Number(animation.currentTime ?? 0) : 0;
      tracked.set(animation, { animation, baselineMs, sinceSeconds: births.get(animation) ?? nowSeconds });
    }
    births.clear();
  }

  return {
    name: 'waapi',
    discover,
    seek({ timeSeconds }) {
      discover();
      for (const entry of tracked.values()) {
        if (isAlive(entry.animation)) seekAnimation(entry, timeSeconds);
        else tracked.delete(entry.animation);
      }
    },
    inferDuration: () => Math.max(0, ...[...tracked.values()].map(endSeconds)),
  };
};

/** Every animation made by script stands still from its first moment on, so that loading time does not enter it. */
function holdNewAnimations(onCreated: (animation: Animation) => void): void {
  const animate = Element.prototype.animate;
  Element.prototype.animate = function (...args) {
    const animation = animate.apply(this, args);
    animation.pause();
    onCreated(animation);
    return animation;
  };
}
