/**
 * Requests of a page that could not be answered.
 * @module
 */
import type { Protocol } from 'puppeteer-core';
import { EdgereelError } from '#contracts/errors.ts';

/** Never resolved: each request is answered before it leaves the browser. HTTPS makes the page a secure context. */
export const PAGE_ORIGIN = 'https://composition.internal';

export type RequestKind = Protocol.Network.ResourceType;

export interface MissingFile {
  url: string;
  /** What asked for it: Image, Font, Script, Stylesheet, Fetch… as Chrome names it. */
  kind: RequestKind;
  /** Loaded ahead by a `<link>` of the page; whatever wants it later is given the same answer and asks no more. */
  readonly isPreload: boolean;
  /** Why there is no answer. */
  error: EdgereelError;
}

/** Kinds of request that a page can be without: it asked by script and sees the 404 itself. */
const SCRIPT_REQUESTS: RequestKind[] = ['Fetch', 'XHR', 'EventSource', 'Ping', 'Other'];

/** Whether the page can be without. What lies outside the site is never forgiven: it may answer elsewhere. */
export function isAskedByScript({ kind, url }: MissingFile): boolean {
  return SCRIPT_REQUESTS.includes(kind) && isLocal(url);
}

/** Whether it was only loaded ahead. What a script may want later (`as="fetch"`) cannot be told from what it has wanted. */
export function isHint({ kind, isPreload }: MissingFile): boolean {
  return isPreload && !SCRIPT_REQUESTS.includes(kind);
}

export function isLocal(url: string): boolean {
  return url.startsWith(`${PAGE_ORIGIN}/`);
}

/** A file as its author knows it: path inside the site, or URL. */
export function nameOf(url: string): string {
  if (!isLocal(url)) return url.startsWith('data:') ? shorten(url) : url;
  try {
    return decodeURI(url.slice(PAGE_ORIGIN.length + 1));
  } catch {
    return url.slice(PAGE_ORIGIN.length + 1);
  }
}

/** What a `data:` URL holds tells nobody anything. */
function shorten(url: string): string {
  return url.length > MAX_INLINE_NAME_LENGTH ? `${url.slice(0, MAX_INLINE_NAME_LENGTH)}…` : url;
}

const MAX_INLINE_NAME_LENGTH = 64;

export function notInSite(url: string, kind: RequestKind): EdgereelError {
  const name = nameOf(url);
  return new EdgereelError('ASSET_NOT_FOUND', `The ${kind.toLowerCase()} ${name} does not exist: add it to the site.`, {
    details: { url: name },
  });
}

/** What no plan can hold, because its answer is no function of its address. */
export function notFreezable(url: string, what: string): EdgereelError {
  return new EdgereelError(
    'ASSET_FETCH_FAILED',
    `The page uses ${what} (${url}), which cannot be frozen: only answers to GET requests are. Put the data into the site or the variables.`,
    { details: { url } },
  );
}
