/**
 * A stream that ends when its source is too large or too slow.
 * @module
 */
import type { REMOTE_LIMITS } from '#contracts/remote.ts';

interface BodyBounds {
  /** Epoch milliseconds. */
  deadline: number;
  limits: Pick<typeof REMOTE_LIMITS, 'idleMs' | 'maxBytes'>;
}

/**
 * Passes a body on piece by piece. Past the limit it lets one byte more through and ends, by which the reader can tell; when nothing
 * comes for too long it fails. Either way the source is let go.
 */
export function boundBody(
  body: ReadableStream<Uint8Array>,
  { deadline, limits: { idleMs, maxBytes } }: BodyBounds,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let allowed = maxBytes + 1;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await within(Math.min(idleMs, deadline - Date.now()), reader);
      if (done) return controller.close();
      controller.enqueue(value.subarray(0, allowed));
      allowed -= value.length;
      if (allowed > 0) return;
      controller.close();
      await reader.cancel();
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

async function within(
  limitMs: number,
  reader: ReadableStreamDefaultReader<Uint8Array>,
): Promise<ReadableStreamReadResult<Uint8Array>> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error('The host is too slow.')), Math.max(0, limitMs));
  try {
    return await Promise.race([reader.read(), late.promise]);
  } catch (error) {
    await reader.cancel(error).catch(() => {});
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
