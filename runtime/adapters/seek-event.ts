/**
 * `hf-seek`, by which Three.js, WebGPU and hand-made scenes draw the frame of a time.
 * @module
 */
import { holdFrame } from '../seek-work.ts';
import type { AdapterFactory } from './adapter.ts';

let lastTime: number | null = null;

/** The next seek draws anew, wherever it goes. */
export function forgetLastSeek(): void {
  lastTime = null;
}

export const createSeekEvent: AdapterFactory = () => {
  noticeListeners(forgetLastSeek);
  return {
    name: 'seek-event',
    seek({ timeSeconds, isPassing }) {
      // Work that a passed frame began could end after that of the frame itself.
      if (isPassing) return;
      window.__hfThreeTime = timeSeconds;
      window.__hfTypegpuTime = timeSeconds;
      if (timeSeconds !== lastTime) dispatchSeek(timeSeconds);
    },
  };
};

/** Fires the event even when the time has not changed, e.g. after new pictures were put under a WebGL scene. */
export function dispatchSeek(timeSeconds: number): void {
  lastTime = timeSeconds;
  let isDispatching = true;
  const waitUntil = (work: Promise<unknown>): void => {
    if (!isDispatching) throw new TypeError('waitUntil must be called synchronously in the hf-seek listener.');
    holdFrame(work);
  };
  window.dispatchEvent(new CustomEvent('hf-seek', { detail: { time: timeSeconds, waitUntil } }));
  isDispatching = false;
}

/** A scene that is built late has missed the event of the present time: it gets it at the next seek. */
function noticeListeners(onAdded: () => void): void {
  const addEventListener = window.addEventListener;
  window.addEventListener = function (
    this: Window | undefined,
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ) {
    if (type === 'hf-seek') onAdded();
    addEventListener.call(this ?? window, type, listener, options);
  };
}
