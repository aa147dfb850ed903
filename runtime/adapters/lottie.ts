/**
 * Lottie animations: players of lottie-web, dotLottie, and their web components. Found in `window.__hfLottie` and among those that
 * `lottie` has registered.
 * @module
 */
import type { AdapterFactory } from './adapter.ts';
import { toLottiePlayer, type LottiePlayer } from './lottie-players.ts';

export const createLottie: AdapterFactory = () => {
  const players = new Map<unknown, LottiePlayer>();

  function discover(): void {
    const listed = Array.isArray(window.__hfLottie) ? window.__hfLottie : [];
    for (const value of [...listed, ...(window.lottie?.getRegisteredAnimations?.() ?? [])]) {
      const player = players.has(value) ? null : toLottiePlayer(value);
      if (player) players.set(value, player);
    }
  }

  return {
    name: 'lottie',
    discover,
    seek({ timeSeconds, isPassing }) {
      discover();
      if (isPassing) return;
      for (const player of players.values()) player.show(timeSeconds);
    },
    inferDuration() {
      const seconds = [...players.values()].map((player) => player.endSeconds());
      return Math.max(0, ...seconds.filter(Number.isFinite));
    },
    async whenReady() {
      discover();
      await Promise.all([...players.values()].map((player) => player.whenLoaded()));
    },
  };
};
