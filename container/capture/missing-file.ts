/**
 * Requests of a page that could not be answered.
 * @module
 */
import type { Protocol } from 'puppeteer-core';
import { rawNameHint } from '#analysis/site/raw-names.ts';
import { EdgereelError } from '#contracts/errors.ts';

/** Never resolved: each request is answered before it leaves the browser. HTTPS makes the page a secure context. */
export const PAGE_ORIGIN = 'https://composition.internal';

export type RequestKind = Protocol.Network.ResourceType;

export interface MissingFile {
  url: string;
  /** Kind of the request: Image, Font, Script, Stylesheet, Fetch… as Chrome names it. */
  kind: RequestKind;
  /** Loaded ahead by a `<link>` of the page; whatever wants it later is given the same answer and asks no more. */
  readonly isPreload: boolean;
  /** Asked for by a running script, not by the markup or a style. */
  readonly isByScript: boolean;
  /** Why there is no answer. */
  error: EdgereelError;
}

/** Kinds of request that only scripts make: they see for themselves that there is no answer. */
const SCRIPT_REQUESTS: RequestKind[] = ['Fetch', 'XHR', 'EventSource', 'Ping', 'Other'];

export const isScriptRequest = (kind: RequestKind): boolean => SCRIPT_REQUESTS.includes(kind);

/** Whether it was only loaded ahead. What a script may want later (`as="fetch"`) cannot be told from what it has wanted. */
export function isHint({ kind, isPreload }: MissingFile): boolean {
  return isPreload && !isScriptRequest(kind);
}

/** Whether a host was asked and did not give the file, however often. */
export function isNotGiven({ code, details }: EdgereelError): boolean {
  return code === 'ASSET_FETCH_UNAVAILABLE' || (code === 'ASSET_FETCH_FAILED' && details['reason'] !== NOT_FREEZABLE);
}

const NOT_FREEZABLE = 'not-freezable';

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

/** `meant`: the file of the site that was probably meant, whose name a URL cannot hold as it is; null when there is none. */
export function notInSite(url: string, kind: RequestKind, meant: string | null): EdgereelError {
  const name = nameOf(url);
  const wayOut = meant === null ? 'add it to the site' : rawNameHint(meant);
  return new EdgereelError('ASSET_NOT_FOUND', `The ${kind.toLowerCase()} ${name} does not exist: ${wayOut}.`, {
    details: { url: name, ...(meant !== null && { meant }) },
  });
}

/** Error for a request that no plan can hold, because its answer is no function of its address. */
export function notFreezable(url: string, what: string): EdgereelError {
  return new EdgereelError(
    'ASSET_FETCH_FAILED',
    `The page uses ${what} (${url}), which cannot be frozen: only answers to GET requests are. Put the data into the site or the variables.`,
    { details: { url, reason: NOT_FREEZABLE } },
  );
}
