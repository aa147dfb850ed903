/**
 * anime.js. Version 4 instances are found where the author puts them, `window.__hfAnime`; those of version 3 also among the running ones.
 * @module
 */
import type { AdapterFactory } from './adapter.ts';
import { positionAt } from './loop-position.ts';

/** What versions 3 and 4 share. Times in milliseconds. */
export interface AnimeInstance {
  seek(timeMs: number): unknown;
  pause?(): unknown;
}

/** Version 3 does not know its loops when it is sought: everything after the first is its end. */
interface Version3 extends AnimeInstance {
  duration: number;
  loop: number | boolean;
  direction: 'normal' | 'reverse' | 'alternate';
  remaining: unknown;
}

export const createAnime: AdapterFactory = () => {
  const instances = new Set<AnimeInstance>();

  function discover(): void {
    // A copy, since pausing takes an instance out of the running ones, from where it is missed no more.
    for (const instance of [...listed(window.__hfAnime), ...(window.anime?.running ?? [])]) {
      if (instances.has(instance)) continue;
      instances.add(instance);
      instance.pause?.();
    }
  }

  return {
    name: 'anime',
    discover,
    seek({ timeSeconds }) {
      discover();
      for (const instance of instances) seekInstance(instance, timeSeconds * 1000);
    },
  };
};

function seekInstance(instance: AnimeInstance, timeMs: number): void {
  // It may have been told to play since.
  instance.pause?.();
  instance.seek(isVersion3(instance) ? positionInPass(instance, timeMs) : timeMs);
}

function isVersion3(instance: AnimeInstance): instance is Version3 {
  return 'remaining' in instance && 'direction' in instance;
}

function positionInPass({ duration, loop, direction }: Version3, timeMs: number): number {
  const isAlternating = direction === 'alternate';
  // There and back is one loop to version 3 when it is the only one.
  const passes = loop === true ? Infinity : Math.max(Number(loop), isAlternating ? 2 : 1);
  return positionAt(timeMs, { length: duration, passes, isReversed: direction === 'reverse', isAlternating });
}

function listed(value: unknown): AnimeInstance[] {
  return Array.isArray(value) ? value.filter(isInstance) : [];
}

function isInstance(value: unknown): value is AnimeInstance {
  return typeof (value as Partial<AnimeInstance> | null)?.seek === 'function';
}
