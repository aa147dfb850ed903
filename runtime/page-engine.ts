/**
 * Chooses the engine that answers for the page: the runtime's, or one that the author brings as `window.__hf`.
 * @module
 */
import type { HyperFramesPage } from '#contracts/page.ts';
import type { VirtualClock } from './clock/virtual-clock.ts';
import { whenParsed } from './composition/when-parsed.ts';
import { missingTimelines } from './readiness/timelines.ts';
import type { Seeker } from './seeker.ts';

export interface PageEngine extends HyperFramesPage {
  /** Length by the rules of the format, known before the page is built. */
  readonly inferredDuration: number;
  /** Shows the first frame, unless one has been shown. A page's own engine begins by itself. */
  begin(): void;
  /** Names what keeps the engine from being seeked. */
  missing(): string[];
}

/** Publishes `window.__hf` once the document is parsed, unless the page has one by then. */
export function createPageEngine(seeker: Seeker, clock: VirtualClock): PageEngine {
  const own: HyperFramesPage = {
    get duration() {
      return window.__renderReady ? seeker.durationSeconds : 0;
    },
    seek: (timeSeconds) => seeker.seek(timeSeconds),
  };
  /** Objects in which a page keeps data of its own, and to which the runtime has added the engine. */
  const completed = new WeakSet<object>([own]);
  /** The present `window.__hf`, as an engine even when the author assigns it late. */
  function published(): HyperFramesPage {
    const engine = (window.__hf ??= own);
    if (typeof (engine as Partial<HyperFramesPage>).seek !== 'function') {
      Object.defineProperties(engine, Object.getOwnPropertyDescriptors(own));
      completed.add(engine);
    }
    return engine;
  }
  whenParsed(published);

  const custom = (): HyperFramesPage | null => {
    if (!window.__hf) return null;
    const engine = published();
    return completed.has(engine) ? null : engine;
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
      if (!engine) return (window.__hf ? published() : own).seek(timeSeconds);
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
