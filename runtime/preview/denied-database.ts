/**
 * A preview in a frame without an origin may not open a database, and is told so by an exception. There the page has no `indexedDB` at all,
 * which libraries that keep something between visits are prepared for.
 * @module
 */

/** Must run before the page's scripts. */
export function hideDeniedDatabase(): void {
  if (window.origin !== 'null') return;
  Object.defineProperty(window, 'indexedDB', { configurable: true, writable: true, value: undefined });
}
