/**
 * Fetches a file from the web for a node that makes a plan. The node has no network of its own; the rules are those of
 * `contracts/remote.ts`, applied to every address on the way.
 * @module
 */
import { EdgereelError, isEdgereelError } from '#contracts/errors.ts';
import {
  checkRemoteUrl,
  fetchFailed,
  fetchUnavailable,
  fileTooLarge,
  FINAL_URL_HEADER,
  REFUSED_HEADER,
  REMOTE_LIMITS,
  tooManyRedirects,
} from '#contracts/remote.ts';
import { boundBody } from './bound-body.ts';
import { mirrorUrl, type RemoteMirrors } from './mirrors.ts';

export interface RemoteContext {
  mirrors: RemoteMirrors;
  /** For tests. */
  limits?: typeof REMOTE_LIMITS;
}

/** Hosts that answer by browser (Google Fonts gives each the font files it knows) take this for one like the node's. */
const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edgereel';
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** The file as a streamed answer for the node; it breaks off when the host is too slow. Throws the reason why there is none. */
export async function fetchRemote(
  text: string | null,
  { mirrors, limits = REMOTE_LIMITS }: RemoteContext,
): Promise<Response> {
  const deadline = Date.now() + limits.totalMs;
  let url = parseUrl(text);
  for (let redirects = 0; redirects <= limits.redirects; redirects++) {
    checkRemoteUrl(url);
    const response = await ask(url.href, mirrors, limits);
    const target = redirectOf(response, url);
    if (!target) return toNode(response, url.href, { deadline, limits });
    await response.body?.cancel();
    url = target;
  }
  throw tooManyRedirects(parseUrl(text).href);
}

async function ask(url: string, mirrors: RemoteMirrors, { connectMs }: typeof REMOTE_LIMITS): Promise<Response> {
  const mirrored = mirrorUrl(mirrors, url);
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), connectMs);
  try {
    const response = await fetch(mirrored ?? url, {
      redirect: 'manual',
      headers: { accept: '*/*', 'user-agent': USER_AGENT },
      signal: controller.signal,
    });
    const refusal = mirrored === null ? null : response.headers.get(REFUSED_HEADER);
    if (refusal === null) return response;
    await response.body?.cancel();
    throw new EdgereelError('REMOTE_ADDRESS_REFUSED', refusal, { details: { url } });
  } catch (error) {
    if (isEdgereelError(error)) throw error;
    const what = controller.signal.aborted ? `did not answer within ${connectMs / 1000} s` : 'could not be reached';
    throw fetchUnavailable(url, what, error);
  } finally {
    clearTimeout(timer);
  }
}

/** Where an answer sends on to; null when it is none of that kind. */
function redirectOf({ status, headers }: Response, from: URL): URL | null {
  const location = headers.get('location');
  return REDIRECTS.has(status) && location !== null && URL.canParse(location, from)
    ? withoutFragment(new URL(location, from))
    : null;
}

async function toNode(
  response: Response,
  url: string,
  { deadline, limits }: { deadline: number; limits: typeof REMOTE_LIMITS },
): Promise<Response> {
  const { status, statusText, headers, body } = response;
  const sizeBytes = Number(headers.get('content-length') ?? 0);
  const isTooLarge = sizeBytes > limits.maxBytes;
  if (status !== 200 || isTooLarge) {
    await body?.cancel();
    throw isTooLarge ? fileTooLarge(url, sizeBytes) : fetchFailed(url, status, statusText);
  }
  return new Response(body && boundBody(body, { deadline, limits }), {
    headers: {
      'content-type': headers.get('content-type') ?? 'application/octet-stream',
      [FINAL_URL_HEADER]: url,
      // Whatever it is, it is no page of this origin.
      'x-content-type-options': 'nosniff',
      'content-security-policy': 'sandbox',
    },
  });
}

function parseUrl(text: string | null): URL {
  if (text === null || !URL.canParse(text)) {
    throw new EdgereelError('INVALID_REQUEST', `url must be an absolute URL, not ${JSON.stringify(text)}.`);
  }
  return withoutFragment(new URL(text));
}

function withoutFragment(url: URL): URL {
  url.hash = '';
  return url;
}
