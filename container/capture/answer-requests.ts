/**
 * Answers every request of a page from its files. The page has an origin of its own and no network.
 * @module
 */
import type { CDPSession, Protocol } from 'puppeteer-core';
import type { FileServer } from './site-files.ts';

/** Never resolved: each request is answered before it leaves the browser. HTTPS makes the page a secure context. */
export const PAGE_ORIGIN = 'https://composition.internal';

/** A request that nothing frozen could answer. */
export interface MissingFile {
  url: string;
  /** What asked for it: Image, Font, Script, Stylesheet, Fetch… as Chrome names it. */
  kind: Protocol.Network.ResourceType;
}

/** Kinds of request that a page can be without: it asked by script and sees the 404 itself. */
const SCRIPT_REQUESTS: MissingFile['kind'][] = ['Fetch', 'XHR', 'EventSource', 'Ping', 'Other'];

/** The first file that the page cannot be without. What lies outside the site is never forgiven: it may answer elsewhere. */
export function findNeeded(missing: readonly MissingFile[]): MissingFile | undefined {
  return missing.find(({ kind, url }) => !SCRIPT_REQUESTS.includes(kind) || !isLocal(url));
}

export function isLocal(url: string): boolean {
  return url.startsWith(`${PAGE_ORIGIN}/`);
}

/** Starts answering; the returned list grows with every request that could not be answered. */
export async function answerRequests(cdp: CDPSession, files: FileServer): Promise<readonly MissingFile[]> {
  const missing: MissingFile[] = [];
  cdp.on('Fetch.requestPaused', (event) => {
    // A request may outlive its page; then there is nobody left to answer.
    answer(cdp, files, event, missing).catch(() => {});
  });
  await cdp.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
  return missing;
}

async function answer(
  cdp: CDPSession,
  files: FileServer,
  { requestId, request, resourceType }: Protocol.Fetch.RequestPausedEvent,
  missing: MissingFile[],
): Promise<void> {
  const url = new URL(request.url);
  const file = url.origin === PAGE_ORIGIN ? await readFile(files, url, resourceType) : null;
  if (!file) {
    // Browsers ask for an icon on their own account.
    if (url.pathname !== '/favicon.ico') missing.push({ url: request.url, kind: resourceType });
    await cdp.send('Fetch.fulfillRequest', { requestId, responseCode: 404, responseHeaders: headers({}) });
    return;
  }
  const size = file.body.length;
  const range = parseRange(request.headers['Range'] ?? request.headers['range'], size);
  const body = range ? file.body.subarray(range.start, range.end) : file.body;
  await cdp.send('Fetch.fulfillRequest', {
    requestId,
    responseCode: range ? 206 : 200,
    responseHeaders: headers({
      'content-type': file.contentType,
      'content-length': String(body.length),
      'accept-ranges': 'bytes',
      ...(range && { 'content-range': `bytes ${range.start}-${range.end - 1}/${size}` }),
    }),
    ...(request.method !== 'HEAD' && { body: body.toString('base64') }),
  });
}

/** A file that cannot be read is missing too; an unanswered request would hold the page up. */
function readFile(files: FileServer, url: URL, kind: MissingFile['kind']) {
  return files.read(pathOf(url), { asDocument: kind === 'Document' }).catch(() => null);
}

function pathOf(url: URL): string {
  try {
    return decodeURIComponent(url.pathname).slice(1);
  } catch {
    return url.pathname.slice(1);
  }
}

/** `bytes=a-b` and `bytes=a-` as half-open offsets; null for the whole file. */
export function parseRange(header: string | undefined, size: number): { start: number; end: number } | null {
  const match = /^bytes=(\d+)-(\d*)$/.exec(header ?? '');
  if (!match) return null;
  const start = Number(match[1]);
  const end = match[2] ? Math.min(Number(match[2]) + 1, size) : size;
  return start < end ? { start, end } : null;
}

function headers(fields: Record<string, string>): Protocol.Fetch.HeaderEntry[] {
  return Object.entries({ ...fields, 'access-control-allow-origin': '*' }).map(([name, value]) => ({ name, value }));
}
