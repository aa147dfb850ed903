/**
 * Animations made by `element.animate()`, and CSS transitions: they begin at the seek at which they appear.
 * @module
 */
import type { AdapterFactory } from './adapter.ts';
import { endSeconds, isAlive, runningAnimations, seekAnimation, type TrackedAnimation } from './running-animations.ts';

export const createWaapi: AdapterFactory = ({ clock, trees }) => {
  const births = new Map<Animation, number>();
  const tracked = new Map<Animation, TrackedAnimation>();
  /** Those whose author has brought them to their end: there they stay. */
  const finished = new WeakSet<Animation>();
  /** Those that a seek has paused: from then on only their author can end them. */
  const held = new WeakSet<Animation>();
  holdNewAnimations((animation) => births.set(animation, clock.nowMs / 1000));

  function discover(): void {
    const nowSeconds = clock.nowMs / 1000;
    // The hook misses what was not made by `element.animate()`.
    for (const animation of [...births.keys(), ...runningAnimations(trees)]) {
      if (animation instanceof CSSAnimation || tracked.has(animation) || finished.has(animation)) continue;
      // One that is held does not reach its end by itself.
      if (births.has(animation) && animation.playState === 'finished') {
        finished.add(animation);
        continue;
      }
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
        const { animation } = entry;
        if (animation.playState === 'finished' && held.has(animation)) finished.add(animation);
        if (finished.has(animation) || !isAlive(animation)) {
          tracked.delete(animation);
          continue;
        }
        seekAnimation(entry, timeSeconds);
        held.add(animation);
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
