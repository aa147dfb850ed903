/**
 * The `Range` header, for one range.
 * @module
 */
import { EdgereelError, toWire } from '#contracts/errors.ts';
import type { ObjectRange } from './object-store.ts';

/** The bytes to send; null for the whole object (no header, or one that may be ignored); `unsatisfiable` for 416. */
export function parseByteRange(header: string | null, sizeBytes: number): ObjectRange | 'unsatisfiable' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return null;
  if (match[1] === '') {
    const length = Math.min(Number(match[2]), sizeBytes);
    return length === 0 ? 'unsatisfiable' : { offset: sizeBytes - length, length };
  }
  const first = Number(match[1]);
  const last = match[2] === '' ? sizeBytes - 1 : Math.min(Number(match[2]), sizeBytes - 1);
  if (first >= sizeBytes) return 'unsatisfiable';
  // A range that ends before it starts is malformed, and a malformed header is ignored.
  return last < first ? null : { offset: first, length: last - first + 1 };
}

/** Answers a range that lies outside of an object; `headers` are those of the object. */
export function refuseRange(request: Request, sizeBytes: number, headers: Headers): Response {
  const error = new EdgereelError(
    'RANGE_NOT_SATISFIABLE',
    `The file has ${sizeBytes} bytes, and none in the range ${JSON.stringify(request.headers.get('range'))}.`,
    { details: { sizeBytes } },
  );
  for (const name of ['content-length', 'content-disposition', 'x-edgereel-sha256']) headers.delete(name);
  headers.set('content-range', `bytes */${sizeBytes}`);
  headers.set('content-type', 'application/json');
  return Response.json({ error: toWire(error) }, { status: error.status, headers });
}
