/**
 * R2 as the rest of the Worker sees it: faults that pass are tried again where the body can be sent again, and what remains
 * is one of our errors. The only file that knows R2's error numbers.
 * @module
 */
import { EdgereelError } from '#contracts/errors.ts';
import { sha256Hex } from './site-id.ts';

export type ObjectBody = ReadableStream | ArrayBuffer | ArrayBufferView | string;

export interface PutOptions {
  contentType?: string;
  /** Hex digest; the store refuses bytes that do not have it. Kept as metadata. */
  sha256?: string;
}

export interface ObjectRange {
  offset: number;
  length: number;
}

const RETRY_DELAYS_MS = [50, 200, 800];
/** R2's own number for "the digest does not match". */
const BAD_DIGEST = 10037;
/** Numbers of requests that are wrong in themselves: no such upload, invalid part, part too small, invalid digest, invalid or too long name … */
const CALLER_FAULTS = new Set([10011, 10024, 10025, 10048, 10014, 10020, 10026]);

export class ObjectStore {
  readonly #bucket: R2Bucket;

  constructor(bucket: R2Bucket) {
    this.#bucket = bucket;
  }

  head(key: string): Promise<R2Object | null> {
    return retried(() => this.#bucket.head(key));
  }

  get(key: string, range?: ObjectRange): Promise<R2ObjectBody | null> {
    return retried(() => this.#bucket.get(key, range ? { range } : {}));
  }

  async getJson(key: string): Promise<unknown> {
    const object = await this.get(key);
    return object ? object.json() : null;
  }

  /** An object's JSON; null when there is none, or its bytes are not those that were stored. */
  async getCheckedJson(key: string): Promise<unknown> {
    const object = await this.get(key);
    if (!object) return null;
    try {
      const bytes = new Uint8Array(await object.arrayBuffer());
      const sha256 = sha256Of(object);
      return sha256 === null || sha256 === (await sha256Hex(bytes))
        ? JSON.parse(new TextDecoder().decode(bytes))
        : null;
    } catch {
      return null;
    }
  }

  /** Whether an object is there and its bytes have a digest; all of them are read. */
  async hasDigest(key: string, sha256: string): Promise<boolean> {
    // A body may break off in passing; a store that knows the object and has lost its bytes breaks off each time.
    for (const delayMs of [...RETRY_DELAYS_MS, null]) {
      const object = await this.get(key);
      if (!object) return false;
      const actual = await digestOf(object.body);
      if (actual !== null) return actual === sha256;
      if (delayMs !== null) await scheduler.wait(delayMs);
    }
    return false;
  }

  /** A stream must have a known length; it is sent once, since it cannot be read again. */
  put(key: string, body: ObjectBody, { contentType, sha256 }: PutOptions = {}): Promise<R2Object> {
    const options: R2PutOptions = {
      ...(contentType && { httpMetadata: { contentType } }),
      ...(sha256 && { sha256, customMetadata: { sha256 } }),
    };
    const put = () => this.#bucket.put(key, body, options);
    return body instanceof ReadableStream ? once(put) : retried(put);
  }

  delete(keys: string[]): Promise<void> {
    return keys.length === 0 ? Promise.resolve() : retried(() => this.#bucket.delete(keys));
  }

  /** All objects under a prefix, page by page, with what is known of their digests. */
  async *list(prefix: string): AsyncGenerator<R2Object> {
    let cursor: string | undefined;
    do {
      const page = await retried(() =>
        this.#bucket.list({ prefix, include: ['customMetadata'], ...(cursor && { cursor }) }),
      );
      yield* page.objects;
      cursor = page.truncated ? page.cursor : undefined;
    } while (cursor);
  }

  /** One page of a listing, from behind a key, for callers that page themselves. */
  listPage(prefix: string, limit: number, startAfter?: string): Promise<R2Objects> {
    return retried(() => this.#bucket.list({ prefix, limit, ...(startAfter && { startAfter }) }));
  }

  async startUpload(key: string, { contentType, sha256 }: PutOptions): Promise<string> {
    const upload = await retried(() =>
      this.#bucket.createMultipartUpload(key, {
        ...(contentType && { httpMetadata: { contentType } }),
        ...(sha256 && { customMetadata: { sha256 } }),
      }),
    );
    return upload.uploadId;
  }

  uploadPart(key: string, uploadId: string, partNumber: number, body: ObjectBody): Promise<R2UploadedPart> {
    return once(() => this.#bucket.resumeMultipartUpload(key, uploadId).uploadPart(partNumber, body));
  }

  finishUpload(key: string, uploadId: string, parts: R2UploadedPart[]): Promise<R2Object> {
    return retried(() => this.#bucket.resumeMultipartUpload(key, uploadId).complete(parts));
  }

  abortUpload(key: string, uploadId: string): Promise<void> {
    return retried(() => this.#bucket.resumeMultipartUpload(key, uploadId).abort());
  }
}

/** Null when the body breaks off. */
async function digestOf(body: ReadableStream): Promise<string | null> {
  const digest = new crypto.DigestStream('SHA-256');
  digest.digest.catch(() => {});
  try {
    await body.pipeTo(digest);
    return new Uint8Array(await digest.digest).toHex();
  } catch {
    return null;
  }
}

/** Hex SHA-256 of a stored object when it is known. */
export function sha256Of(object: R2Object): string | null {
  return object.customMetadata?.sha256 ?? object.checksums.toJSON().sha256 ?? null;
}

async function retried<T>(operation: () => Promise<T>): Promise<T> {
  for (const delayMs of RETRY_DELAYS_MS) {
    try {
      return await once(operation);
    } catch (error) {
      if (!(error as EdgereelError).retryable) throw error;
      await scheduler.wait(delayMs * (0.5 + Math.random() / 2));
    }
  }
  return once(operation);
}

async function once<T>(operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (cause) {
    throw fromR2(cause);
  }
}

function fromR2(cause: unknown): EdgereelError {
  const text = cause instanceof Error ? cause.message : String(cause);
  const code = Number((cause as Partial<R2Error> | null)?.code ?? /\((\d{5})\)\s*$/.exec(text)?.[1]);
  if (code === BAD_DIGEST) {
    return new EdgereelError(
      'INVALID_REQUEST',
      'The body does not have the SHA-256 that was announced; send it again whole.',
      { cause },
    );
  }
  if (CALLER_FAULTS.has(code) || cause instanceof TypeError) {
    return new EdgereelError('INVALID_REQUEST', `The object store refused the request: ${text}`, { cause });
  }
  return new EdgereelError('STORAGE_UNAVAILABLE', 'The object store did not answer; try again in a moment.', { cause });
}
