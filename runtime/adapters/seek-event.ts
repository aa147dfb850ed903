/**
 * `hf-seek`, by which Three.js, WebGPU and hand-made scenes draw the frame of a time.
 * @module
 */
import type { AdapterFactory } from './adapter.ts';

let lastTime: number | null = null;
let pending: Promise<unknown>[] = [];

export const createSeekEvent: AdapterFactory = () => ({
  name: 'seek-event',
  seek({ timeSeconds, isPassing }) {
    // Work that a passed frame began could end after that of the frame itself.
    if (isPassing) return;
    window.__hfThreeTime = timeSeconds;
    window.__hfTypegpuTime = timeSeconds;
    if (timeSeconds !== lastTime) dispatchSeek(timeSeconds);
  },
});

/** Fires the event even when the time has not changed, e.g. after new pictures were put under a WebGL scene. */
export function dispatchSeek(timeSeconds: number): void {
  lastTime = timeSeconds;
  pending = [];
  let isDispatching = true;
  const waitUntil = (work: Promise<unknown>): void => {
    if (!isDispatching) throw new TypeError('waitUntil must be called synchronously in the hf-seek listener.');
    pending.push(Promise.resolve(work));
  };
  window.dispatchEvent(new CustomEvent('hf-seek', { detail: { time: timeSeconds, waitUntil } }));
  isDispatching = false;
}

/** Settles when all `waitUntil` work of the present seek has; failed work is reported as a script error. */
export async function whenSeekWorkDone(): Promise<void> {
  const work = pending;
  for (const result of await Promise.allSettled(work)) {
    if (result.status === 'rejected') reportError(result.reason);
  }
  if (pending !== work) await whenSeekWorkDone();
}
