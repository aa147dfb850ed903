/**
 * Where an address that is written in a child's file leads. Pure.
 * @module
 */
export interface ChildPlace {
  /** Folder of the site, with a slash at its end. */
  siteUrl: string;
  /** The child's file. */
  fileUrl: string;
  /** Whether the site has a file. Asked only about addresses with two meanings. */
  exists: (url: string) => boolean;
}

/** A scheme, a host, an absolute path or a place in the page itself: the same from every file. */
const NOT_RELATIVE = /^(?:[a-z][a-z0-9+.-]*:|\/|#|\?|$)/i;
const UPWARDS = /^(?:\.\/)*\.\.(?:\/|$)/;

/** `data-composition-src` counts from the site's folder, wherever it is written. */
export function compositionUrl(source: string, siteUrl: string): string {
  return new URL(source.trim().replace(/^\/+(?!\/)/, ''), siteUrl).href;
}

/**
 * `../x` counts from the child's folder. `x` is the file beside the child when there is one, else it counts from the site's folder.
 * Null for an address that is not relative.
 */
export function resolveChildUrl(written: string, { siteUrl, fileUrl, exists }: ChildPlace): string | null {
  const address = written.trim();
  if (NOT_RELATIVE.test(address)) return null;
  const beside = new URL(address, fileUrl).href;
  const fromSite = new URL(address.replace(/^(?:\.\.?\/)+/, ''), siteUrl).href;
  if (UPWARDS.test(address)) return beside.startsWith(siteUrl) ? beside : fromSite;
  return beside === fromSite || !exists(beside) ? fromSite : beside;
}
