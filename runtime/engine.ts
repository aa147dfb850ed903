/**
 * Which engine answers for the page: the runtime's, or one that the author brings as `window.__hf`.
 * @module
 */
import type { HyperFramesPage } from '#contracts/page.ts';
import type { VirtualClock } from './clock/virtual-clock.ts';
import { whenParsed } from './composition/when-parsed.ts';
import { missingTimelines } from './readiness/timelines.ts';
import type { Seeker } from './seeker.ts';

export interface Engine extends HyperFramesPage {
  /** Length by the rules of the format, known before the page is built. */
  readonly inferredDuration: number;
  /** Shows the first frame, unless one has been shown. A page's own engine begins by itself. */
  begin(): void;
  /** Names what keeps the engine from being seeked. */
  missing(): string[];
}

/** Publishes `window.__hf` once the document is parsed, unless the page has one by then. */
export function createEngine(seeker: Seeker, clock: VirtualClock): Engine {
  const own: HyperFramesPage = {
    get duration() {
      return window.__renderReady ? seeker.durationSeconds : 0;
    },
    seek: (timeSeconds) => seeker.seek(timeSeconds),
  };
  whenParsed(() => {
    if (window.__hf && !isEngine(window.__hf)) completeWith(window.__hf, own);
    window.__hf ??= own;
  });

  /** Also when the author assigns it late. */
  const custom = (): HyperFramesPage | null => {
    const { __hf: engine } = window;
    return engine && engine !== own && !completed.has(engine) && isEngine(engine) ? engine : null;
  };

  return {
    get duration() {
      return custom()?.duration ?? own.duration;
    },
    get inferredDuration() {
      return custom()?.duration ?? seeker.durationSeconds;
    },
    seek(timeSeconds) {
      const engine = custom();
      // A library may have put a function of its own around the runtime's.
      if (!engine) return (window.__hf ?? own).seek(timeSeconds);
      clock.moveTo(timeSeconds * 1000);
      engine.seek(timeSeconds);
      clock.flushFrames();
    },
    begin() {
      if (!custom()) seeker.begin();
    },
    missing() {
      const engine = custom();
      if (engine) return engine.duration > 0 ? [] : ['a duration above 0 in window.__hf'];
      return missingTimelines();
    },
  };
}

/** Objects that a page has put there to keep something in, and that the runtime has made the engine. */
const completed = new WeakSet<object>();

function isEngine(engine: Partial<HyperFramesPage>): engine is HyperFramesPage {
  return typeof engine.seek === 'function';
}

function completeWith(object: object, own: HyperFramesPage): void {
  completed.add(object);
  Object.defineProperties(object, Object.getOwnPropertyDescriptors(own));
}
