/**
 * Hides `indexedDB` in a preview without an origin, where opening a database throws. Libraries that keep something between visits are prepared
 * for a browser that has none.
 * @module
 */

/** Must run before the page's scripts. */
export function hideDeniedDatabase(): void {
  if (window.origin !== 'null') return;
  Object.defineProperty(window, 'indexedDB', { configurable: true, writable: true, value: undefined });
}
