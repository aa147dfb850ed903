/**
 * The objects a lease may read and write, over HTTP. The address carries the rights; there is no credential.
 * @module
 */
import { createHash } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { EdgereelError, isEdgereelError } from '#contracts/errors.ts';
import type { RemoteFile } from '#contracts/remote.ts';
import { hashFile } from '../system/hash-file.ts';
import { download } from './download.ts';
import { fetchRemote } from './fetch-remote.ts';
import { fromSystemError } from '../system/node-errors.ts';
import { createWriter } from './object-writer.ts';
import { createSender } from './send-request.ts';

export interface ArtifactStore {
  /** The object's JSON; null when there is no such object. Throws `OBJECT_DAMAGED` when it is not what was stored. */
  getJson(key: string): Promise<unknown>;
  /**
   * Writes the object to a file, checked against its hash: the given one, else the one it was stored with. Throws `ASSET_NOT_FOUND`, and
   * `OBJECT_DAMAGED` for other bytes.
   */
  getFile(key: string, path: string, sha256?: string): Promise<void>;
  /** Bytes `[start, end)` of an object, checked against their hash. Throws `ASSET_NOT_FOUND`, and `OBJECT_DAMAGED` for other bytes. */
  getRange(key: string, start: number, end: number, sha256?: string): Promise<Buffer>;
  /** Size and hash of an object; null when there is no such object. */
  head(key: string): Promise<{ sizeBytes: number; sha256: string | null } | null>;
  putJson(key: string, value: unknown): Promise<void>;
  /** Stores a file; the store checks the hash. */
  putFile(key: string, path: string, contentType: string): Promise<{ sizeBytes: number; sha256: string }>;
  /** Stores a file whose hash is known. An object of the same size is kept as it is, unless `isRepair` is set. */
  putBlob(
    key: string,
    path: string,
    facts: { contentType: string; sha256: string; sizeBytes: number },
    options?: { isRepair?: boolean | undefined },
  ): Promise<void>;
  /** Makes the store fetch the file at a URL from the web, and writes it to `path`. Throws the reason why it cannot be had. */
  fetchRemote(url: string, path: string): Promise<RemoteFile>;
}

const FIRST_RETRY_MS = 200;
const CLEAN_UP_MS = 5_000;

/** `firstRetryMs` is the wait after a first fault; it doubles with each further one. */
export function openArtifactStore(
  artifactsUrl: string,
  signal: AbortSignal,
  { firstRetryMs = FIRST_RETRY_MS } = {},
): ArtifactStore {
  const send = createSender(artifactsUrl, signal, firstRetryMs);

  const { put, putWhole } = createWriter(send, () =>
    createSender(artifactsUrl, AbortSignal.timeout(CLEAN_UP_MS), firstRetryMs),
  );

  const head: ArtifactStore['head'] = (key) =>
    orNull(
      send('HEAD', key, {}, async ({ headers }) => ({
        sizeBytes: Number(headers.get('content-length')),
        sha256: headers.get('x-edgereel-sha256'),
      })),
    );

  /** Reads an object. One that HEAD finds and GET never delivers is damaged: a store that has lost bytes may break off before it answers. */
  const read = async <Result>(
    key: string,
    init: RequestInit,
    take: (response: Response) => Promise<Result>,
  ): Promise<Result> => {
    try {
      return await send('GET', key, init, take);
    } catch (error) {
      if (!isEdgereelError(error) || error.code !== 'STORAGE_UNAVAILABLE') throw error;
      throw (await head(key).catch(() => null))
        ? damaged(key, 'cannot be read, though the store knows it', error)
        : error;
    }
  };

  return {
    async getJson(key) {
      const answer = await orNull(read(key, {}, (response) => received(key, response, () => readValue(response))));
      return answer && answer.value;
    },

    getFile: (key, path, sha256) =>
      read(key, {}, async (response) => {
        await received(key, response, () => download(response, path, { signal }), sha256);
      }),

    getRange: (key, start, end, sha256) =>
      read(key, { headers: { range: `bytes=${start}-${end - 1}` } }, async (response) => {
        const { bytes } = await received(key, response, () => readBytes(response), sha256 ?? null);
        if (response.status === 206 && bytes.length === end - start) return bytes;
        throw damaged(key, `was not given from byte ${start} to ${end}`);
      }),

    head,

    async putJson(key, value) {
      const text = JSON.stringify(value);
      await put(key, new Blob([text]), 'application/json', digestOf(text));
    },

    async putFile(key, path, contentType) {
      const sha256 = await hashFile(path);
      const body = await openAsBlob(path);
      await put(key, body, contentType, sha256);
      return { sizeBytes: body.size, sha256 };
    },

    async putBlob(key, path, { contentType, sha256, sizeBytes }, { isRepair = false } = {}) {
      const isThere = !isRepair && (await head(key))?.sizeBytes === sizeBytes;
      // Whole, since a store checks the hash of no other upload.
      if (!isThere) await putWhole(key, await openAsBlob(path), contentType, sha256);
    },

    fetchRemote: (url, path) => fetchRemote(artifactsUrl, url, path, signal),
  };
}

const digestOf = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');

async function readValue(response: Response): Promise<{ value: unknown; sha256: string }> {
  const text = await response.text();
  return { value: JSON.parse(text) as unknown, sha256: digestOf(text) };
}

async function readBytes(response: Response): Promise<{ bytes: Buffer; sha256: string }> {
  const bytes = Buffer.from(await response.arrayBuffer());
  return { bytes, sha256: digestOf(bytes) };
}

function damaged(key: string, what: string, cause?: unknown): EdgereelError {
  return new EdgereelError('OBJECT_DAMAGED', `The object ${key} ${what}.`, { details: { key }, cause });
}

/** Reads the body of an answer. Throws `OBJECT_DAMAGED` when the body breaks off or its bytes have another hash. */
async function received<Result extends { sha256: string }>(
  key: string,
  response: Response,
  read: () => Promise<Result>,
  sha256: string | null = response.headers.get('x-edgereel-sha256'),
): Promise<Result> {
  let result: Result;
  try {
    result = await read();
  } catch (error) {
    const failure = fromSystemError(error);
    throw failure.code === 'INTERNAL' ? damaged(key, 'breaks off or cannot be read', error) : failure;
  }
  if (sha256 === null || result.sha256 === sha256) return result;
  throw damaged(key, 'arrived with other bytes than its hash says');
}

async function orNull<Result>(work: Promise<Result>): Promise<Result | null> {
  try {
    return await work;
  } catch (error) {
    if (isEdgereelError(error) && error.code === 'ASSET_NOT_FOUND') return null;
    throw error;
  }
}
