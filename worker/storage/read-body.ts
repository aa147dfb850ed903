import { EdgereelError } from '#contracts/errors.ts';

/** A request's body as something R2 can store without buffering: its length must be announced, and may be bounded. */
export function readBody(request: Request, maxBytes = Number.POSITIVE_INFINITY): ReadableStream | string {
  const announced = request.headers.get('content-length');
  const sizeBytes = Number(announced);
  if (announced === null || !Number.isSafeInteger(sizeBytes) || sizeBytes < 0) {
    throw new EdgereelError(
      'INVALID_REQUEST',
      'The request must carry a content-length; chunked bodies are not accepted.',
    );
  }
  if (sizeBytes > maxBytes) {
    throw new EdgereelError('PAYLOAD_TOO_LARGE', `The body must not exceed ${maxBytes} bytes; it has ${sizeBytes}.`, {
      details: { limit: maxBytes, value: sizeBytes },
    });
  }
  return request.body ?? '';
}
