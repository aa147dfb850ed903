/**
 * The objects a lease may read and write, over HTTP. The address carries the rights; there is no credential.
 * @module
 */
import { createHash } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { EdgereelError, isEdgereelError } from '#contracts/errors.ts';
import type { RemoteFile } from '#contracts/remote.ts';
import { hashFile } from '../hash-file.ts';
import { download } from './download.ts';
import { fetchRemote } from './fetch-remote.ts';
import { createSender } from './send-request.ts';

export interface ArtifactStore {
  /** The object's JSON; null when there is no such object. */
  getJson(key: string): Promise<unknown>;
  /** Writes the object to a file, checked against its hash: the given one, else the one it was stored with. Throws `ASSET_NOT_FOUND`. */
  getFile(key: string, path: string, sha256?: string): Promise<void>;
  /** Bytes `[start, end)` of an object. Throws `ASSET_NOT_FOUND`. */
  getRange(key: string, start: number, end: number): Promise<Buffer>;
  /** Size and hash of an object; null when there is no such object. */
  head(key: string): Promise<{ sizeBytes: number; sha256: string | null } | null>;
  putJson(key: string, value: unknown): Promise<void>;
  /** Stores a file; the store checks the hash. */
  putFile(key: string, path: string, contentType: string): Promise<{ sizeBytes: number; sha256: string }>;
  /** Stores a file whose hash is known, unless it is there. */
  putBlob(key: string, path: string, facts: { contentType: string; sha256: string }): Promise<void>;
  /** Has the file at a URL fetched from the web and writes it to `path`. Throws the reason why it cannot be had. */
  fetchRemote(url: string, path: string): Promise<RemoteFile>;
}

/** Bodies above this go up in parts. */
const PART_SIZE_BYTES = 64 * 1024 * 1024;
const FIRST_RETRY_MS = 200;
const CLEAN_UP_MS = 5_000;

/** `firstRetryMs` is the wait after a first fault; it doubles with each further one. */
export function openArtifactStore(
  artifactsUrl: string,
  signal: AbortSignal,
  { firstRetryMs = FIRST_RETRY_MS } = {},
): ArtifactStore {
  const send = createSender(artifactsUrl, signal, firstRetryMs);

  async function putParts(key: string, body: Blob, contentType: string, sha256: string): Promise<void> {
    const started = { query: '?uploads', headers: { 'content-type': contentType, 'x-edgereel-sha256': sha256 } };
    const { uploadId } = await send('POST', key, started, readJson<{ uploadId: string }>);
    const query = `?uploadId=${encodeURIComponent(uploadId)}`;
    try {
      const parts: { partNumber: number; etag: string }[] = [];
      for (let offset = 0, partNumber = 1; offset < body.size; offset += PART_SIZE_BYTES, partNumber++) {
        const part = body.slice(offset, offset + PART_SIZE_BYTES);
        const { etag } = await send(
          'PUT',
          key,
          { query: `${query}&partNumber=${partNumber}`, body: part },
          readJson<{ etag: string }>,
        );
        parts.push({ partNumber, etag });
      }
      await send('POST', key, { query, body: JSON.stringify({ parts, sha256 }) }, drain);
    } catch (error) {
      // The call may have been cancelled; what it began is taken back all the same.
      const cleanUp = createSender(artifactsUrl, AbortSignal.timeout(CLEAN_UP_MS), firstRetryMs);
      await cleanUp('DELETE', key, { query }, drain).catch(() => {});
      throw error;
    }
  }

  async function putWhole(key: string, body: Blob, contentType: string, sha256: string): Promise<void> {
    await send('PUT', key, { body, headers: { 'content-type': contentType, 'x-edgereel-sha256': sha256 } }, drain);
  }

  function put(key: string, body: Blob, contentType: string, sha256: string): Promise<void> {
    return (body.size > PART_SIZE_BYTES ? putParts : putWhole)(key, body, contentType, sha256);
  }

  const head: ArtifactStore['head'] = (key) =>
    orNull(
      send('HEAD', key, {}, async ({ headers }) => ({
        sizeBytes: Number(headers.get('content-length')),
        sha256: headers.get('x-edgereel-sha256'),
      })),
    );

  return {
    getJson: (key) => orNull(send('GET', key, {}, readJson)),

    getFile: (key, path, sha256) =>
      send('GET', key, {}, async (response) => {
        const { sha256: actual } = await download(response, path, { signal });
        const expected = sha256 ?? response.headers.get('x-edgereel-sha256');
        if (expected === null || actual === expected) return;
        throw new EdgereelError(
          'STORAGE_UNAVAILABLE',
          `The object ${key} arrived with other bytes than its hash says.`,
          { details: { key } },
        );
      }),

    getRange: (key, start, end) =>
      send('GET', key, { headers: { range: `bytes=${start}-${end - 1}` } }, async (response) => {
        const bytes = Buffer.from(await response.arrayBuffer());
        if (response.status === 206 && bytes.length === end - start) return bytes;
        throw new EdgereelError('STORAGE_UNAVAILABLE', `The store did not give bytes ${start} to ${end} of ${key}.`, {
          details: { key },
        });
      }),

    head,

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

    async putBlob(key, path, { contentType, sha256 }) {
      // Whole, since a store checks the hash of no other upload.
      if (!(await head(key))) await putWhole(key, await openAsBlob(path), contentType, sha256);
    },

    fetchRemote: (url, path) => fetchRemote(artifactsUrl, url, path, signal),
  };
}

async function readJson<Value>(response: Response): Promise<Value> {
  return (await response.json()) as Value;
}

async function orNull<Result>(work: Promise<Result>): Promise<Result | null> {
  try {
    return await work;
  } catch (error) {
    if (isEdgereelError(error) && error.code === 'ASSET_NOT_FOUND') return null;
    throw error;
  }
}

/** An unread body would hold the connection. */
async function drain(response: Response): Promise<void> {
  await response.body?.cancel();
}
