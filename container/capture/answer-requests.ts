/**
 * Answers every request of a page from its files. The page has an origin of its own and no network.
 * @module
 */
import { readFile } from 'node:fs/promises';
import type { CDPSession, Protocol } from 'puppeteer-core';
import { decodePath } from '#analysis/site/raw-names.ts';
import { asEdgereelError, isEdgereelError, type EdgereelError } from '#contracts/errors.ts';
import { FONTS_AT_LOAD_PATH, RUNTIME_PATH } from '#contracts/page.ts';
import { findRefusal } from '#contracts/remote.ts';
import { parseRange } from './byte-range.ts';
import { checkPayload } from './check-payload.ts';
import { notFreezable, notInSite, PAGE_ORIGIN, type MissingFile, type RequestKind } from './missing-file.ts';
import { answerMedia, mediaNamedBy, type PageMedia } from './page-media.ts';
import type { RemoteFiles } from '../artifacts/remote-files.ts';
import type { FileServer, ServedFile } from '../artifacts/site-files.ts';

export interface PageFiles {
  /** Serves the page's own origin. */
  site: FileServer;
  /** Serves all other origins. */
  remote: RemoteFiles;
  media: PageMedia;
  /** Settles when the fonts are loaded that the composition must have before its first script. */
  whenFontsLoaded(): Promise<void>;
}

export interface AnsweredRequests {
  /** Grows with every request that could not be answered. */
  readonly missing: readonly MissingFile[];
  /** Settles when the requests that wait have their answers; false when none waits. */
  whenAnswered(): Promise<boolean>;
}

/** Kinds of request whose answer no page gets to see. */
const UNSEEN: RequestKind[] = ['Ping', 'CSPViolationReport'];

type Reply = Omit<Protocol.Fetch.FulfillRequestRequest, 'requestId'>;

/** `isComposition` tells a frame's id from those of frames inside the page. */
export async function answerRequests(
  cdp: CDPSession,
  files: PageFiles,
  isComposition: (frameId: string | undefined) => boolean,
): Promise<AnsweredRequests> {
  const missing: MissingFile[] = [];
  const preloads = new Set<string>();
  const byScript = new Set<string>();
  const waiting = new Set<Promise<void>>();
  cdp.on('Fetch.requestPaused', (event) => {
    // A request may outlive its page; then there is nobody left to answer.
    const answering = answer(cdp, files, event, (error) => {
      const { request, resourceType: kind, networkId = '' } = event;
      const media = mediaNamedBy(new URL(request.url));
      // Chrome may tell of the request only after it has asked for the answer.
      missing.push({
        url: media ?? request.url,
        kind: media === null ? kind : 'Media',
        error,
        get isPreload() {
          return preloads.has(networkId);
        },
        get isByScript() {
          return byScript.has(networkId);
        },
      });
    }).catch(() => {});
    waiting.add(answering);
    void answering.then(() => waiting.delete(answering));
  });
  cdp.on('Network.requestWillBeSent', ({ requestId, frameId, request, initiator, type = 'Other' }) => {
    // What a frame inside the page does with a file is not known.
    if (request.isLinkPreload && isComposition(frameId)) preloads.add(requestId);
    if (isAuthorScript(initiator)) byScript.add(requestId);
    // Chrome keeps these back by itself, before there is a request to answer.
    const refusal = request.mixedContentType === 'blockable' ? findRefusal(new URL(request.url)) : null;
    if (refusal) missing.push({ url: request.url, kind: type, isPreload: false, isByScript: false, error: refusal });
  });
  // Sockets are no requests: they are only told of, and end at the dead proxy.
  cdp.on('Network.webSocketCreated', ({ url }) => {
    missing.push({
      url,
      kind: 'WebSocket',
      isPreload: false,
      isByScript: true,
      error: notFreezable(url, 'a WebSocket'),
    });
  });
  await cdp.send('Network.enable', { maxTotalBufferSize: 0, maxResourceBufferSize: 0 });
  await cdp.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
  return {
    missing,
    async whenAnswered() {
      const hasWaited = waiting.size > 0;
      await Promise.all(waiting);
      return hasWaited;
    },
  };
}

/**
 * Whether a running script of the author made a request. Static imports of a module have no call stack, and the runtime makes the requests of
 * markup and styles.
 */
function isAuthorScript({ type, stack }: Protocol.Network.Initiator): boolean {
  const frames = stack?.callFrames ?? [];
  return type === 'script' && frames.length > 0 && !frames.some(({ url }) => url === `${PAGE_ORIGIN}${RUNTIME_PATH}`);
}

async function answer(
  cdp: CDPSession,
  files: PageFiles,
  { requestId, request, resourceType: kind }: Protocol.Fetch.RequestPausedEvent,
  onMissing: (error: EdgereelError) => void,
): Promise<void> {
  const reply = await replyTo(request, kind, files).catch((error: unknown): Reply => {
    onMissing(asEdgereelError(error));
    return EMPTY_404;
  });
  await cdp.send('Fetch.fulfillRequest', { requestId, ...reply });
}

async function replyTo(request: Protocol.Network.Request, kind: RequestKind, files: PageFiles): Promise<Reply> {
  const url = new URL(request.url);
  if (url.origin !== PAGE_ORIGIN) return replyFromElsewhere(request, kind, files.remote);
  const media = await answerMedia(files.media, url);
  if (media) return replyWith(media, request, kind);
  // A file that cannot be read is missing too; an unanswered request would hold the page up.
  const file = await files.site
    .read(decodePath(url.pathname.slice(1)), { asDocument: kind === 'Document' })
    .catch(nullUnlessTold);
  if (file) return replyWith(file, request, kind);
  if (url.pathname === FONTS_AT_LOAD_PATH) {
    await files.whenFontsLoaded();
    return replyWith({ body: Buffer.alloc(0), contentType: 'text/javascript' }, request, kind);
  }
  // Browsers ask for an icon on their own account.
  if (url.pathname === '/favicon.ico' || isUnseen(request, kind)) return EMPTY_404;
  throw notInSite(request.url, kind, files.site.findMeant(url.pathname.slice(1)));
}

function nullUnlessTold(error: unknown): null {
  if (isEdgereelError(error)) throw error;
  return null;
}

async function replyFromElsewhere(
  request: Protocol.Network.Request,
  kind: RequestKind,
  remote: RemoteFiles,
): Promise<Reply> {
  if (isUnseen(request, kind)) return EMPTY_404;
  if (request.method === 'OPTIONS') return { responseCode: 204, responseHeaders: headers(PREFLIGHT) };
  if (request.method !== 'GET') throw notFreezable(request.url, `a ${request.method} request`);
  if (request.headers['Accept'] === 'text/event-stream') throw notFreezable(request.url, 'an EventSource');
  const { finalUrl, contentType, path } = await remote.get(request.url);
  if (finalUrl !== request.url) return { responseCode: 302, responseHeaders: headers({ location: finalUrl }) };
  return replyWith({ body: await readFile(path), contentType }, request, kind);
}

/** What is fetched ahead for a later page comes as an ordinary request with a purpose. */
function isUnseen({ headers }: Protocol.Network.Request, kind: RequestKind): boolean {
  return UNSEEN.includes(kind) || headers['Sec-Purpose']?.startsWith('prefetch') === true;
}

function replyWith(
  { body: whole, contentType }: ServedFile,
  request: Protocol.Network.Request,
  kind: RequestKind,
): Reply {
  checkPayload(request.url, kind, whole);
  const size = whole.length;
  const range = parseRange(request.headers['Range'] ?? request.headers['range'], size);
  const body = range ? whole.subarray(range.start, range.end) : whole;
  return {
    responseCode: range ? 206 : 200,
    responseHeaders: headers({
      'content-type': contentType,
      'content-length': String(body.length),
      'accept-ranges': 'bytes',
      ...(range && { 'content-range': `bytes ${range.start}-${range.end - 1}/${size}` }),
    }),
    ...(request.method !== 'HEAD' && { body: body.toString('base64') }),
  };
}

/** A script that sends headers of its own asks first whether it may. */
const PREFLIGHT = { 'access-control-allow-headers': '*', 'access-control-allow-methods': '*' };

function headers(fields: Record<string, string>): Protocol.Fetch.HeaderEntry[] {
  return Object.entries({ ...fields, 'access-control-allow-origin': '*' }).map(([name, value]) => ({ name, value }));
}

const EMPTY_404: Reply = { responseCode: 404, responseHeaders: headers({}) };
