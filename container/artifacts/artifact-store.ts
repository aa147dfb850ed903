/**
 * The objects a lease may read and write, over HTTP. The address carries the rights; there is no credential.
 * @module
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, openAsBlob } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { EdgereelError, fromWire, isEdgereelError } from '#contracts/errors.ts';
import { fromSystemError } from '../node-errors.ts';

export interface ArtifactStore {
  /** The object's JSON; null when there is no such object. */
  getJson(key: string): Promise<unknown>;
  /** Writes the object to a file, checked against its hash when one is given. Throws `ASSET_NOT_FOUND`. */
  getFile(key: string, path: string, sha256?: string): Promise<void>;
  /** Size and hash of an object; null when there is no such object. */
  head(key: string): Promise<{ sizeBytes: number; sha256: string | null } | null>;
  putJson(key: string, value: unknown): Promise<void>;
  /** Stores a file; the store checks the hash. */
  putFile(key: string, path: string, contentType: string): Promise<{ sizeBytes: number; sha256: string }>;
}

/** Bodies above this go up in parts. */
const PART_SIZE_BYTES = 64 * 1024 * 1024;
const ATTEMPTS = 4;
const FIRST_RETRY_MS = 200;

export function openArtifactStore(artifactsUrl: string, signal: AbortSignal): ArtifactStore {
  const urlOf = (key: string, query = '') => `${artifactsUrl}/${key.split('/').map(encodeURIComponent).join('/')}${query}`;

  /** Sends a request whose body can be sent again; passing faults are tried a few times. 404 is an answer. */
  async function send(method: string, url: string, init: { body?: Blob | string; headers?: Record<string, string> } = {}): Promise<Response> {
    for (let attempt = 1; ; attempt++) {
      try {
        const response = await fetch(url, { method, signal, ...init });
        if (response.ok || response.status === 404) return response;
        throw await failureOf(response);
      } catch (error) {
        signal.throwIfAborted();
        const failure = isEdgereelError(error) ? error : new EdgereelError('STORAGE_UNAVAILABLE', undefined, { cause: error });
        if (!failure.retryable || attempt === ATTEMPTS) throw failure;
        await new Promise((resolve) => setTimeout(resolve, FIRST_RETRY_MS * 2 ** (attempt - 1)));
      }
    }
  }

  async function putParts(key: string, body: Blob, contentType: string, sha256: string): Promise<void> {
    const started = await send('POST', urlOf(key, '?uploads'), { headers: { 'content-type': contentType } });
    const { uploadId } = (await started.json()) as { uploadId: string };
    const upload = `?uploadId=${encodeURIComponent(uploadId)}`;
    try {
      const parts: { partNumber: number; etag: string }[] = [];
      for (let offset = 0, partNumber = 1; offset < body.size; offset += PART_SIZE_BYTES, partNumber++) {
        const part = body.slice(offset, offset + PART_SIZE_BYTES);
        const stored = await send('PUT', urlOf(key, `${upload}&partNumber=${partNumber}`), { body: part });
        parts.push({ partNumber, etag: ((await stored.json()) as { etag: string }).etag });
      }
      await drain(await send('POST', urlOf(key, upload), { body: JSON.stringify({ parts, sha256 }) }));
    } catch (error) {
      await fetch(urlOf(key, upload), { method: 'DELETE' }).catch(() => {});
      throw error;
    }
  }

  async function put(key: string, body: Blob, contentType: string, sha256: string): Promise<void> {
    if (body.size > PART_SIZE_BYTES) return putParts(key, body, contentType, sha256);
    await drain(await send('PUT', urlOf(key), { body, headers: { 'content-type': contentType, 'x-edgereel-sha256': sha256 } }));
  }

  return {
    async getJson(key) {
      const response = await send('GET', urlOf(key));
      if (response.ok) return response.json();
      await drain(response);
      return null;
    },

    async getFile(key, path, sha256) {
      const response = await send('GET', urlOf(key));
      if (!response.ok || !response.body) {
        await drain(response);
        throw new EdgereelError('ASSET_NOT_FOUND', `The object ${key} is not in the store.`, { details: { key } });
      }
      const hash = createHash('sha256');
      await pipeline(
        response.body,
        async function* (chunks: AsyncIterable<Uint8Array>) {
          for await (const chunk of chunks) {
            hash.update(chunk);
            yield chunk;
          }
        },
        createWriteStream(path),
        { signal },
      ).catch((error: unknown) => {
        throw fromSystemError(error, { key });
      });
      if (sha256 !== undefined && hash.digest('hex') !== sha256) {
        throw new EdgereelError('STORAGE_UNAVAILABLE', `The object ${key} arrived with other bytes than its hash says.`, { details: { key } });
      }
    },

    async head(key) {
      const response = await send('HEAD', urlOf(key));
      if (!response.ok) return null;
      return { sizeBytes: Number(response.headers.get('content-length')), sha256: response.headers.get('x-edgereel-sha256') };
    },

    async putJson(key, value) {
      const text = JSON.stringify(value);
      await put(key, new Blob([text]), 'application/json', createHash('sha256').update(text).digest('hex'));
    },

    async putFile(key, path, contentType) {
      const sha256 = await hashFile(path);
      const body = await openAsBlob(path);
      await put(key, body, contentType, sha256);
      return { sizeBytes: body.size, sha256 };
    },
  };
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

async function failureOf(response: Response): Promise<EdgereelError> {
  const text = await response.text();
  try {
    const { error } = JSON.parse(text) as { error: { code: string; message: string } };
    return fromWire(error);
  } catch {
    // Not one of ours: something between us and the store answered.
    return new EdgereelError('STORAGE_UNAVAILABLE', `The artifact store answered ${response.status}.`, { details: { body: text.slice(0, 300) } });
  }
}

/** An unread body would hold the connection. */
async function drain(response: Response): Promise<void> {
  await response.body?.cancel();
}
