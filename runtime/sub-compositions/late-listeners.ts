/**
 * Listeners of `DOMContentLoaded` and `load`. The scripts of children run when these events are over or are just being dispatched, so
 * the listeners they add are called by hand.
 * @module
 */
export interface LateListeners {
  /** As `target.addEventListener`; a listener for an event that will not come again is kept. */
  add(target: EventTarget, ...listening: Parameters<EventTarget['addEventListener']>): void;
  /** Calls what was kept; from now on at once. */
  release(): void;
}

/** `guard` runs a listener and answers for its errors. */
export function keepLate(guard: (run: () => void) => void): LateListeners {
  let waiting: (() => void)[] | null = [];

  return {
    add(target, type, listener, options) {
      if (!listener || !isOver(type)) return target.addEventListener(type, listener, options);
      const call = (): void => guard(() => callListener(listener, target, new Event(type)));
      if (waiting) waiting.push(call);
      else queueMicrotask(call);
    },
    release() {
      const calls = waiting ?? [];
      waiting = null;
      for (const call of calls) call();
    },
  };
}

function isOver(type: string): boolean {
  return type === 'DOMContentLoaded' || (type === 'load' && document.readyState === 'complete');
}

function callListener(listener: EventListenerOrEventListenerObject, target: EventTarget, event: Event): void {
  if (typeof listener === 'function') listener.call(target, event);
  else listener.handleEvent(event);
}
