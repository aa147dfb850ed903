/**
 * Sends the content of one file of a site: whole, or in parts when no request may be so large.
 * @module
 */
import { z } from 'zod';
import { MAX_REQUEST_BYTES, UPLOAD_PART_BYTES } from '#contracts/limits.ts';
import type { UploadedPart } from '#contracts/site.ts';
import { readAnswer, sendRequest, type Connection } from './api-request.ts';

const Started = z.object({ uploadId: z.string() });
const PartStored = z.object({ etag: z.string() });

export async function putBlob(
  connection: Connection,
  sha256: string,
  body: Blob,
  { contentType, signal }: { contentType: string; signal?: AbortSignal | undefined },
): Promise<void> {
  const path = `api/sites/blobs/${sha256}`;
  const headers = { 'content-type': contentType };
  if (body.size <= MAX_REQUEST_BYTES) {
    await sendRequest(connection, path, { method: 'PUT', body, headers, signal });
    return;
  }
  const { uploadId } = await readAnswer(Started, connection, `${path}/uploads`, { method: 'POST', headers, signal });
  const upload = `${path}/uploads/${encodeURIComponent(uploadId)}`;
  try {
    const parts: UploadedPart[] = [];
    for (let offset = 0, partNumber = 1; offset < body.size; offset += UPLOAD_PART_BYTES, partNumber++) {
      const part = body.slice(offset, offset + UPLOAD_PART_BYTES);
      const request = { method: 'PUT', body: part, signal } as const;
      const { etag } = await readAnswer(PartStored, connection, `${upload}/parts/${partNumber}`, request);
      parts.push({ partNumber, etag });
    }
    await sendRequest(connection, upload, { method: 'POST', json: { parts }, signal });
  } catch (error) {
    // Parts that nobody finishes would lie in the store for days.
    await sendRequest(connection, upload, { method: 'DELETE' }).catch(() => {});
    throw error;
  }
}
