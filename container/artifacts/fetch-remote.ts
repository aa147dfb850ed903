/**
 * Files from the web, by way of the artifact store: a node has no other way out.
 * @module
 */
import { EdgereelError, fromWire, type WireError } from '#contracts/errors.ts';
import { MAX_PAGE_FILE_BYTES } from '#contracts/limits.ts';
import { fetchUnavailable, fileTooLarge, FINAL_URL_HEADER, REMOTE_PATH, type RemoteFile } from '#contracts/remote.ts';
import { fromSystemError } from '../system/node-errors.ts';
import { download } from './download.ts';

/** Writes the file at a URL to `path`. Throws what the store says of it: `REMOTE_ADDRESS_REFUSED`, `ASSET_FETCH_FAILED` … */
export async function fetchRemote(
  artifactsUrl: string,
  url: string,
  path: string,
  signal: AbortSignal,
): Promise<RemoteFile> {
  const response = await fetch(`${artifactsUrl}/${REMOTE_PATH}?url=${encodeURIComponent(url)}`, { signal }).catch(
    (cause: unknown) => {
      signal.throwIfAborted();
      throw new EdgereelError('STORAGE_UNAVAILABLE', undefined, { cause, details: { url } });
    },
  );
  if (!response.ok) throw await readFailure(response, url);
  try {
    const measured = await download(response, path, {
      signal,
      check(sizeBytes) {
        if (sizeBytes > MAX_PAGE_FILE_BYTES) throw fileTooLarge(url, null);
      },
    });
    return {
      url,
      finalUrl: response.headers.get(FINAL_URL_HEADER) ?? url,
      contentType: response.headers.get('content-type') ?? 'application/octet-stream',
      ...measured,
    };
  } catch (error) {
    signal.throwIfAborted();
    const failure = fromSystemError(error);
    // What is neither ours nor the disk's is the connection: the store gives up on a host by closing it.
    throw failure.code === 'INTERNAL' ? fetchUnavailable(url, 'broke off or was too slow', error) : failure;
  }
}

async function readFailure(response: Response, url: string): Promise<EdgereelError> {
  const answer = (await response.json().catch(() => null)) as { error?: WireError } | null;
  if (answer?.error) return fromWire(answer.error);
  return new EdgereelError('STORAGE_UNAVAILABLE', `The artifact store answered ${response.status} for ${url}.`, {
    details: { url },
  });
}
