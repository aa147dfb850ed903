/**
 * Byte ranges of a bundled file: the asset binding gives whole files alone, and a browser seeks a video by ranges.
 * @module
 */
import { parseByteRange, refuseRange } from '../storage/byte-range.ts';

/** The file, or the part of it that the request asks for; `headers` go with the answer. An asset has no more than 25 MiB, so it fits into memory. */
export async function answerRange(request: Request, file: Response, headers: Headers): Promise<Response> {
  headers.set('accept-ranges', 'bytes');
  const header = request.headers.get('range');
  const ifRange = request.headers.get('if-range');
  if (request.method !== 'GET' || header === null || (ifRange !== null && ifRange !== headers.get('etag')))
    return new Response(file.body, { headers });
  const bytes = await file.arrayBuffer();
  const range = parseByteRange(header, bytes.byteLength);
  if (range === null) return new Response(bytes, { headers });
  headers.delete('content-length');
  if (range === 'unsatisfiable') return refuseRange(request, bytes.byteLength, headers);
  const { offset, length } = range;
  headers.set('content-range', `bytes ${offset}-${offset + length - 1}/${bytes.byteLength}`);
  return new Response(bytes.slice(offset, offset + length), { status: 206, headers });
}
