/**
 * Globals of the scripts of a child: those of the page, narrowed to the child.
 * @module
 */
import type { LateListeners } from './late-listeners.ts';
import { createLookup } from './lookup.ts';
import type { Mount } from './mount.ts';
import { scopeDocument } from './scoped-document.ts';
import { scopeGsap } from './scoped-gsap.ts';
import { scopeTimelines } from './scoped-timelines.ts';
import { shadow } from './shadow.ts';

/** By name, in the form of parameters. */
export function scopedGlobals(mount: Mount, late: LateListeners): Record<string, unknown> {
  const lookup = createLookup(mount.scope);
  const { timelines, adopt } = scopeTimelines(mount.scope);
  const scopedDocument = scopeDocument(lookup, late);
  const hyperframes = { ...window.__hyperframes, getVariables: () => ({ ...mount.variables }) };
  let library: typeof window.gsap;
  let scopedGsap: typeof window.gsap;
  const replaced = {
    get window() {
      return scopedWindow;
    },
    get self() {
      return scopedWindow;
    },
    get globalThis() {
      return scopedWindow;
    },
    document: scopedDocument,
    get gsap() {
      if (window.gsap !== library) {
        library = window.gsap;
        scopedGsap = library && scopeGsap(library, lookup);
      }
      return scopedGsap;
    },
    set gsap(gsap) {
      window.gsap = gsap;
    },
    get __timelines() {
      return timelines;
    },
    set __timelines(registry: unknown) {
      adopt(registry);
    },
    __hyperframes: hyperframes,
    addEventListener: (...listening: Parameters<EventTarget['addEventListener']>) => late.add(window, ...listening),
    set onload(listener: ((event: Event) => void) | null) {
      late.add(window, 'load', listener);
    },
    get onload() {
      return window.onload as ((event: Event) => void) | null;
    },
  };
  const scopedWindow = shadow(window, replaced);
  return {
    window: scopedWindow,
    self: scopedWindow,
    globalThis: scopedWindow,
    document: scopedDocument,
    gsap: scopedWindow.gsap,
    __timelines: timelines,
    __hyperframes: hyperframes,
  };
}
