/**
 * How a page that has not spoken yet can be driven. A page of another origin is closed; it speaks by itself or not at all.
 *
 * @typedef {object} TimelineLike
 * @property {() => number} duration
 * @property {(seconds: number, suppressEvents?: boolean) => unknown} [totalTime]
 * @property {(seconds: number, suppressEvents?: boolean) => unknown} [seek]
 * @property {() => unknown} [pause]
 *
 * @typedef {object} OpenPage
 * @property {Window} window
 * @property {boolean} hasRuntime
 * @property {boolean} hasNested Whether compositions lie in the composition; only a runtime can drive those.
 * @property {HTMLElement | null} root
 * @property {TimelineLike | null} timeline Of the root, if it can be driven.
 *
 * @typedef {'wait' | 'inject' | 'drive-timeline' | 'give-up'} Step
 */

export const PROBE_INTERVAL_MS = 200;
export const MAX_PROBES = 40;
/** A runtime of the page's own has had its chance after this many. */
const PROBES_BEFORE_INJECTION = 5;

/** @param {HTMLIFrameElement} iframe @returns {OpenPage | null} Null while it loads, and for a page that is closed to us. */
export function lookInto(iframe) {
  const { contentDocument: document, contentWindow: window } = iframe;
  if (!document || !window || document.readyState === 'loading' || document.URL === 'about:blank') return null;
  const root = document.querySelector('[data-composition-id]');
  // Objects of another window are of other classes, so there is nothing to compare them with.
  const own = /** @type {Window & { __player?: unknown, __timelines?: Record<string, unknown> }} */ (window);
  return {
    window,
    hasRuntime: own.__player !== undefined,
    hasNested: root?.querySelector('[data-composition-id], [data-composition-src]') != null,
    root: /** @type {HTMLElement | null} */ (root),
    timeline: findTimeline(own.__timelines ?? {}, root?.getAttribute('data-composition-id') ?? ''),
  };
}

/**
 * @param {object} facts
 * @param {number} facts.probes From 1.
 * @param {OpenPage | null} facts.page
 * @param {boolean} facts.isInjected
 * @returns {Step}
 */
export function nextStep({ probes, page, isInjected }) {
  if (page && !page.hasRuntime && !isInjected) {
    if (page.hasNested) return 'inject';
    if (page.timeline && page.timeline.duration() > 0) return 'drive-timeline';
    if (probes > PROBES_BEFORE_INJECTION) return 'inject';
  }
  return probes >= MAX_PROBES ? 'give-up' : 'wait';
}

/** The root's own timeline, or the only one there is. @param {Record<string, unknown>} timelines @param {string} rootId @returns {TimelineLike | null} */
function findTimeline(timelines, rootId) {
  const all = Object.values(timelines).filter(isTimeline);
  const own = timelines[rootId];
  if (isTimeline(own)) return own;
  return all.length === 1 ? /** @type {TimelineLike} */ (all[0]) : null;
}

/** @param {unknown} value @returns {value is TimelineLike} */
function isTimeline(value) {
  if (typeof value !== 'object' || value === null) return false;
  const timeline = /** @type {Partial<TimelineLike>} */ (value);
  return (
    typeof timeline.duration === 'function' &&
    (typeof timeline.totalTime === 'function' || typeof timeline.seek === 'function')
  );
}
