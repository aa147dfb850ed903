/**
 * Answers GET and HEAD for one stored object: ranges, ETag, conditional requests. Streams; never holds the bytes.
 * @module
 */
import { parseByteRange, refuseRange } from './byte-range.ts';
import { sha256Of, type ObjectStore } from './object-store.ts';

/**
 * Null when there is no such object. `headers` are added to every answer, in place of the object's own. What lies in the store came
 * from a node or a caller, so no browser may guess its type or run it on this origin.
 */
export async function serveObject(
  store: ObjectStore,
  key: string,
  request: Request,
  headers: Record<string, string> = {},
): Promise<Response | null> {
  const object = await store.head(key);
  if (!object) return null;
  const sha256 = sha256Of(object);
  const own = new Headers({
    'accept-ranges': 'bytes',
    'content-type': object.httpMetadata?.contentType ?? 'application/octet-stream',
    etag: object.httpEtag,
    'last-modified': object.uploaded.toUTCString(),
    'x-content-type-options': 'nosniff',
    'content-security-policy': 'sandbox',
    ...(sha256 && { 'x-edgereel-sha256': sha256 }),
    ...headers,
  });
  if (matches(request.headers.get('if-none-match'), object.httpEtag))
    return new Response(null, { status: 304, headers: own });

  const ifRange = request.headers.get('if-range');
  const mayRange = request.method === 'GET' && (ifRange === null || ifRange === object.httpEtag);
  const range = mayRange ? parseByteRange(request.headers.get('range'), object.size) : null;
  if (range === 'unsatisfiable') {
    return refuseRange(request, object.size, own);
  }
  own.set('content-length', String(range?.length ?? object.size));
  if (request.method === 'HEAD') return new Response(null, { headers: own });

  const found = await store.get(key, range ?? undefined);
  if (!found) return null;
  if (range) own.set('content-range', `bytes ${range.offset}-${range.offset + range.length - 1}/${object.size}`);
  return new Response(found.body, { status: range ? 206 : 200, headers: own, encodeBody: 'manual' });
}

function matches(ifNoneMatch: string | null, etag: string): boolean {
  const named = ifNoneMatch?.split(',').map((part) => part.trim().replace(/^W\//, '')) ?? [];
  return named.includes('*') || named.includes(etag);
}
