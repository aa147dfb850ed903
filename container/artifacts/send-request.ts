/**
 * Requests to the artifact store that outlive passing faults.
 * @module
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { EdgereelError, type ErrorCode } from '#contracts/errors.ts';
import { fromSystemError } from '../system/node-errors.ts';

/** Sends a request whose body can be sent again, and reads the answer; both are tried a few times. Throws `ASSET_NOT_FOUND` for 404. */
export type Send = <Result>(
  method: string,
  key: string,
  init: RequestInit & { query?: string },
  read: (response: Response) => Promise<Result>,
) => Promise<Result>;

const ATTEMPTS = 4;
/** Failures that are worth another attempt. A damaged body may have been damaged on its way. */
const PASSING: ReadonlySet<ErrorCode> = new Set(['STORAGE_UNAVAILABLE', 'OBJECT_DAMAGED']);

/** `firstRetryMs` is the wait after a first fault; it doubles with each further one. */
export function createSender(artifactsUrl: string, signal: AbortSignal, firstRetryMs: number): Send {
  return async (method, key, { query = '', ...init }, read) => {
    const url = `${artifactsUrl}/${key.split('/').map(encodeURIComponent).join('/')}${query}`;
    for (let attempt = 1; ; attempt++) {
      let isRefused = false;
      try {
        const response = await fetch(url, { method, signal, ...init });
        isRefused = response.status >= 400 && response.status < 500;
        if (!response.ok) throw await failureOf(response, key);
        return await read(response);
      } catch (error) {
        signal.throwIfAborted();
        const failure = asStoreFailure(error);
        if (isRefused || !PASSING.has(failure.code) || attempt === ATTEMPTS) throw failure;
        await sleep(firstRetryMs * 2 ** (attempt - 1), undefined, { signal });
      }
    }
  };
}

/** Turns an error of a request into one of the store. What is neither ours nor the disk's happened on the way to the store or inside it. */
function asStoreFailure(error: unknown): EdgereelError {
  const failure = fromSystemError(error);
  return failure.code === 'INTERNAL' ? new EdgereelError('STORAGE_UNAVAILABLE', undefined, { cause: error }) : failure;
}

/** What the store says is between it and this node; only that an object does not exist means something to a caller. */
async function failureOf(response: Response, key: string): Promise<EdgereelError> {
  const text = await response.text();
  if (response.status === 404)
    return new EdgereelError('ASSET_NOT_FOUND', `The object ${key} is not in the store.`, { details: { key } });
  return new EdgereelError('STORAGE_UNAVAILABLE', `The artifact store answered ${response.status} for ${key}.`, {
    details: { key, answer: text.slice(0, 300) },
  });
}
