/**
 * Composition time in place of wall time: dates, `performance.now`, times of events and animation frames stand still between seeks.
 * Timers, promises and message channels stay real, so that loading still works.
 * @module
 */
import { installVirtualDates } from './virtual-dates.ts';
import { installVirtualTimes } from './virtual-times.ts';

export interface VirtualClock {
  /** Composition time in milliseconds; 0 until the first seek. */
  readonly nowMs: number;
  moveTo(timeMs: number): void;
  /** Whether animation frame callbacks wait for the next flush. */
  readonly hasQueuedFrames: boolean;
  /** Runs the animation frame callbacks queued so far, once. What they queue waits for the next flush. */
  flushFrames(): void;
}

/** The browser's own clock, for the runtime's waiting and playing. */
export interface RealClock {
  nowMs(): number;
  requestFrame(callback: () => void): number;
  cancelFrame(handle: number): void;
}

/** Must be taken before the virtual clock is installed. */
export function keepRealClock(): RealClock {
  return {
    nowMs: performance.now.bind(performance),
    requestFrame: window.requestAnimationFrame.bind(window),
    cancelFrame: window.cancelAnimationFrame.bind(window),
  };
}

export function installVirtualClock(): VirtualClock {
  let nowMs = 0;
  let lastHandle = 0;
  let queue = new Map<number, FrameRequestCallback>();
  let running: typeof queue | null = null;

  installVirtualDates(() => nowMs);
  installVirtualTimes(() => nowMs);
  window.requestAnimationFrame = (callback) => {
    queue.set(++lastHandle, callback);
    return lastHandle;
  };
  window.cancelAnimationFrame = (handle) => {
    queue.delete(handle);
    running?.delete(handle);
  };

  return {
    get nowMs() {
      return nowMs;
    },
    get hasQueuedFrames() {
      return queue.size > 0;
    },
    moveTo(timeMs) {
      nowMs = timeMs;
    },
    flushFrames() {
      running = queue;
      queue = new Map();
      for (const callback of running.values()) {
        try {
          callback(nowMs);
        } catch (error) {
          // As in a browser: one broken callback is reported and the others still run.
          reportError(error);
        }
      }
      running = null;
    },
  };
}
