/**
 * `/api/sites/blobs`: the contents of a site's files, whole or in parts.
 * @module
 */
import { Hono, type Context } from 'hono';
import { EdgereelError } from '#contracts/errors.ts';
import { blobKey } from '#contracts/keys.ts';
import { MAX_REQUEST_BYTES, MAX_SITE_BYTES, UPLOAD_PART_BYTES } from '#contracts/limits.ts';
import { parseRequest } from '#contracts/request.ts';
import { Sha256 } from '#contracts/site.ts';
import type { AppEnv } from '../../app-env.ts';
import { ObjectStore } from '../../storage/object-store.ts';
import { uploadParts } from '../../storage/upload-parts.ts';
import { readBody } from '../../storage/read-body.ts';

const { PartNumber, UploadEnd } = uploadParts(Math.ceil(MAX_SITE_BYTES / UPLOAD_PART_BYTES));
/** As many parts as a site can have, with their etags, stay well below. */
const MAX_UPLOAD_END_BYTES = 64 * 1024;

export const siteBlobs = new Hono<AppEnv>()
  .basePath('/sites/blobs/:sha256')
  .put('/', async (context) => {
    const { sha256, key, store } = blobOf(context);
    const body = readBody(context.req.raw, MAX_REQUEST_BYTES);
    const blob = await store.put(key, body, { sha256, ...contentTypeOf(context) });
    return context.json({ sha256, sizeBytes: blob.size });
  })
  .post('/uploads', async (context) => {
    const { sha256, key, store } = blobOf(context);
    return context.json({ uploadId: await store.startUpload(key, { sha256, ...contentTypeOf(context) }) }, 201);
  })
  .put('/uploads/:uploadId/parts/:partNumber', async (context) => {
    const { key, store } = blobOf(context);
    const partNumber = parseRequest(PartNumber, context.req.param('partNumber'));
    const body = readBody(context.req.raw, UPLOAD_PART_BYTES);
    const { etag } = await store.uploadPart(key, context.req.param('uploadId'), partNumber, body);
    return context.json({ etag });
  })
  .post('/uploads/:uploadId', async (context) => {
    const { sha256, key, store } = blobOf(context);
    readBody(context.req.raw, MAX_UPLOAD_END_BYTES);
    const { parts } = parseRequest(UploadEnd, await context.req.json().catch(() => null));
    const { size } = await store.finishUpload(key, context.req.param('uploadId'), parts);
    await checkContent(store, key, sha256);
    return context.json({ sha256, sizeBytes: size });
  })
  .delete('/uploads/:uploadId', async (context) => {
    const { key, store } = blobOf(context);
    await store.abortUpload(key, context.req.param('uploadId'));
    return context.body(null, 204);
  });

function blobOf(context: Context<AppEnv>): { sha256: string; key: string; store: ObjectStore } {
  const sha256 = parseRequest(Sha256, context.req.param('sha256'));
  return { sha256, key: blobKey(context.var.tenantId, sha256), store: new ObjectStore(context.env.ARTIFACTS) };
}

function contentTypeOf(context: Context<AppEnv>): { contentType?: string } {
  const contentType = context.req.header('content-type');
  return contentType ? { contentType } : {};
}

/** R2 checks the digest of what comes in one piece alone; what came in parts is read back. */
async function checkContent(store: ObjectStore, key: string, sha256: string): Promise<void> {
  if (await store.hasDigest(key, sha256)) return;
  await store.delete([key]);
  throw new EdgereelError(
    'INVALID_REQUEST',
    'The parts do not have the SHA-256 that was announced; send all of them again.',
  );
}
