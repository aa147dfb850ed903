/**
 * Uploads objects to the store: whole, or in parts when they are large. The store checks the announced hash.
 * @module
 */
import type { Send } from './send-request.ts';

type Put = (key: string, body: Blob, contentType: string, sha256: string) => Promise<void>;

/** Size above which a body is uploaded in parts. */
const PART_SIZE_BYTES = 64 * 1024 * 1024;

/** `createCleaner` returns a sender that works after the call was cancelled; a failed upload in parts is aborted with it. */
export function createWriter(send: Send, createCleaner: () => Send): { put: Put; putWhole: Put } {
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
      await createCleaner()('DELETE', key, { query }, drain).catch(() => {});
      throw error;
    }
  }

  async function putWhole(key: string, body: Blob, contentType: string, sha256: string): Promise<void> {
    await send('PUT', key, { body, headers: { 'content-type': contentType, 'x-edgereel-sha256': sha256 } }, drain);
  }

  function put(key: string, body: Blob, contentType: string, sha256: string): Promise<void> {
    return (body.size > PART_SIZE_BYTES ? putParts : putWhole)(key, body, contentType, sha256);
  }

  return { put, putWhole };
}

async function readJson<Value>(response: Response): Promise<Value> {
  return (await response.json()) as Value;
}

/** Drops the body of an answer: an unread one would hold the connection. */
async function drain(response: Response): Promise<void> {
  await response.body?.cancel();
}
