/**
 * d3. Its timers follow the virtual clock, but one that is due later sleeps on a real timer, so those that are due are run at every seek.
 * @module
 */
import type { AdapterFactory } from './adapter.ts';

export const createD3: AdapterFactory = () => ({
  name: 'd3',
  seek: () => window.d3?.timerFlush?.(),
  /** Waits for what the author lists in `window.__hfD3`: promises, and objects whose `end()` gives one. */
  async whenReady() {
    const listed: unknown[] = Array.isArray(window.__hfD3) ? window.__hfD3 : [];
    await Promise.all(listed.map(endOf));
  },
});

/** A real transition moves with the composition time: while that stands still it would be waited for in vain. */
function endOf(value: unknown): unknown {
  const { end, duration } = (value ?? {}) as { end?: unknown; duration?: unknown };
  const isTransition = typeof duration === 'function';
  return typeof end === 'function' && !isTransition ? end.call(value) : isTransition ? undefined : value;
}
