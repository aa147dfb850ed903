/**
 * GSAP's own clock, which moves tweens outside registered timelines and calls `gsap.ticker` listeners. By itself it smooths jumps and
 * forgets finished tweens, so where it stands depends on the way there. Here it stands at the composition time after every seek.
 * @module
 */
import type { GsapLike } from '../page-globals.ts';
import type { AdapterFactory } from './adapter.ts';

export const createGsapTicker: AdapterFactory = ({ clock }) => {
  let taken: GsapLike | null = null;
  let lastMs = 0;

  /** Keeps the clock awake, and finished tweens at hand for a seek backwards. */
  function takeOver(gsap: GsapLike): void {
    taken = gsap;
    lastMs = clock.nowMs;
    gsap.config({ autoSleep: 0 });
    gsap.globalTimeline.autoRemoveChildren = false;
  }

  return {
    name: 'gsap-ticker',
    discover() {
      if (window.gsap && window.gsap !== taken) takeOver(window.gsap);
    },
    seek() {
      if (window.gsap && window.gsap !== taken) takeOver(window.gsap);
      if (!taken) return;
      // Smoothing off for jumps ahead. After a jump back GSAP adds what it is given here to its own idea of time: minus the jump, it agrees.
      taken.ticker.lagSmoothing(0, Math.min(0, clock.nowMs - lastMs));
      taken.ticker.tick();
      lastMs = clock.nowMs;
    },
  };
};
