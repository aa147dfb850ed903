/**
 * The artifact store of a render node: request in, answer out, over R2 and within the scope of one lease. A container reaches it
 * by interception, a local node by a route; both see the same.
 * @module
 */
import { asEdgereelError, EdgereelError, isEdgereelError, toWire } from '#contracts/errors.ts';
import { blobHashOf, isInScope, planHashOf, type ArtifactScope } from '#contracts/keys.ts';
import { MAX_KEY_BYTES, MAX_PLAN_BYTES } from '#contracts/limits.ts';
import { hashedPlanText } from '#contracts/plan.ts';
import { REMOTE_PATH } from '#contracts/remote.ts';
import { parseRequest } from '#contracts/request.ts';
import { Sha256 } from '#contracts/site.ts';
import { describeError, type Logger } from '../log.ts';
import { fetchRemote } from '../remote/fetch-remote.ts';
import type { RemoteMirrors } from '../remote/mirrors.ts';
import { sha256Hex } from './site-id.ts';
import { readBody } from './read-body.ts';
import { serveObject } from './serve-object.ts';
import { uploadParts } from './upload-parts.ts';
import { sha256Of, type ObjectStore } from './object-store.ts';

/** Parts of an upload are numbered up to as many as the store takes. */
const { PartNumber, UploadEnd } = uploadParts(10_000);
const ArtifactEnd = UploadEnd.extend({ sha256: Sha256.optional() });
/** 10,000 parts with their etags stay well below. */
const MAX_UPLOAD_END_BYTES = 4 * 1024 * 1024;

interface ArtifactsContext {
  store: ObjectStore;
  scope: ArtifactScope;
  /** Places that stand in for parts of the web. */
  mirrors: RemoteMirrors;
  log: Logger;
}

/** Answers every request; a failure becomes `{error}` with its status, one that nobody foresaw is logged. `key` is decoded. */
export async function handleArtifact(request: Request, key: string, context: ArtifactsContext): Promise<Response> {
  try {
    return await answer(request, key, context);
  } catch (error) {
    if (!isEdgereelError(error)) {
      context.log({
        event: 'artifact.request',
        outcome: 'failure',
        method: request.method,
        key,
        ...describeError(error),
      });
    }
    return Response.json({ error: toWire(error) }, { status: asEdgereelError(error).status });
  }
}

/** Key of an artifact URL's path; throws for a path that is not validly encoded. */
export function artifactKey(pathname: string): string {
  try {
    return decodeURIComponent(pathname.replace(/^\//, ''));
  } catch {
    throw new EdgereelError('INVALID_REQUEST', `The path ${pathname} is not validly percent-encoded.`);
  }
}

async function answer(request: Request, key: string, { store, scope, mirrors }: ArtifactsContext): Promise<Response> {
  if (key === REMOTE_PATH && request.method === 'GET') {
    if (scope.planHash) throw new EdgereelError('FORBIDDEN', 'Only a lease that makes a plan may fetch from the web.');
    return fetchRemote(new URL(request.url).searchParams.get('url'), { mirrors });
  }
  checkKey(key);
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (!isInScope(scope, isRead ? 'read' : 'write', key)) {
    throw new EdgereelError('FORBIDDEN', `This lease may not ${isRead ? 'read' : 'write'} ${key}.`, {
      details: { key },
    });
  }
  const query = new URL(request.url).searchParams;
  const uploadId = query.get('uploadId');
  if (isRead) return (await serveObject(store, key, request)) ?? missing(key);
  checkBlob(request, key, query);
  if (planHashOf(key) !== null) return putPlan(request, key, store);
  if (request.method === 'PUT')
    return uploadId ? putPart(request, key, uploadId, store) : putObject(request, key, store);
  if (request.method === 'POST' && query.has('uploads')) return startUpload(request, key, store);
  if (request.method === 'POST' && uploadId) return endUpload(request, key, uploadId, store);
  if (request.method === 'DELETE' && uploadId) {
    await store.abortUpload(key, uploadId);
    return new Response(null, { status: 204 });
  }
  throw new EdgereelError('INVALID_REQUEST', `The artifact store does not know ${request.method} ${key}.`);
}

async function putObject(request: Request, key: string, store: ObjectStore): Promise<Response> {
  const object = await store.put(key, readBody(request), putOptions(request));
  return Response.json({ etag: object.httpEtag, sizeBytes: object.size });
}

/** Stores a plan. Refuses one whose content does not have the hash that its key names. */
async function putPlan(request: Request, key: string, store: ObjectStore): Promise<Response> {
  if (request.method !== 'PUT' || new URL(request.url).search !== '')
    throw new EdgereelError('INVALID_REQUEST', `The plan ${key} must be written in one PUT.`);
  readBody(request, MAX_PLAN_BYTES);
  const bytes = new Uint8Array(await request.arrayBuffer());
  if ((await hashOfPlan(bytes)) !== planHashOf(key))
    throw new EdgereelError('INVALID_REQUEST', `The body is not the plan that ${key} names.`);
  const object = await store.put(key, bytes, { contentType: 'application/json', sha256: await sha256Hex(bytes) });
  return Response.json({ etag: object.httpEtag, sizeBytes: object.size });
}

/** Null for what is no plan. */
async function hashOfPlan(bytes: Uint8Array): Promise<string | null> {
  try {
    const plan: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof plan !== 'object' || plan === null) return null;
    return await sha256Hex(new TextEncoder().encode(hashedPlanText(plan)));
  } catch {
    return null;
  }
}

async function putPart(request: Request, key: string, uploadId: string, store: ObjectStore): Promise<Response> {
  const number = PartNumber.safeParse(new URL(request.url).searchParams.get('partNumber'));
  if (!number.success) throw new EdgereelError('INVALID_REQUEST', 'partNumber must be an integer from 1 to 10000.');
  const part = await store.uploadPart(key, uploadId, number.data, readBody(request));
  return Response.json({ etag: part.etag });
}

/** The digest of a multipart object becomes metadata only when it is announced here: R2 takes none at the end. */
async function startUpload(request: Request, key: string, store: ObjectStore): Promise<Response> {
  return Response.json({ uploadId: await store.startUpload(key, putOptions(request)) });
}

async function endUpload(request: Request, key: string, uploadId: string, store: ObjectStore): Promise<Response> {
  readBody(request, MAX_UPLOAD_END_BYTES);
  const { parts, sha256 } = parseRequest(ArtifactEnd, await request.json().catch(() => null));
  const object = await store.finishUpload(key, uploadId, parts).catch(async (error: unknown) => {
    // The upload may have been finished before, by a request whose answer was lost.
    const stored = sha256 ? await store.head(key) : null;
    if (stored && sha256Of(stored) === sha256) return stored;
    throw error;
  });
  const announced = object.customMetadata?.sha256;
  if (sha256 && announced && sha256 !== announced) {
    await store.delete([key]);
    throw new EdgereelError('INVALID_REQUEST', `The upload of ${key} ended with another SHA-256 than it began with.`);
  }
  return Response.json({ etag: object.httpEtag, sizeBytes: object.size });
}

/** Refuses a key that is longer than any store takes. */
function checkKey(key: string): void {
  const sizeBytes = new TextEncoder().encode(key).length;
  if (sizeBytes <= MAX_KEY_BYTES) return;
  throw new EdgereelError(
    'INVALID_REQUEST',
    `A key must not exceed ${MAX_KEY_BYTES} bytes; this one has ${sizeBytes}.`,
    {
      details: { limit: MAX_KEY_BYTES, value: sizeBytes },
    },
  );
}

/** A blob is what its key says. R2 checks the digest of whole objects alone, so a blob is written whole. */
function checkBlob(request: Request, key: string, query: URLSearchParams): void {
  const sha256 = blobHashOf(key);
  if (sha256 === null) return;
  if (request.method === 'PUT' && query.size === 0 && request.headers.get('x-edgereel-sha256') === sha256) return;
  throw new EdgereelError(
    'INVALID_REQUEST',
    `The blob ${key} must be written in one PUT, with the SHA-256 of its key announced in x-edgereel-sha256.`,
  );
}

function putOptions(request: Request): { contentType?: string; sha256?: string } {
  const contentType = request.headers.get('content-type');
  const sha256 = request.headers.get('x-edgereel-sha256');
  if (sha256 !== null && !Sha256.safeParse(sha256).success) {
    throw new EdgereelError('INVALID_REQUEST', 'x-edgereel-sha256 must be 64 lower-case hex digits.');
  }
  return { ...(contentType && { contentType }), ...(sha256 && { sha256 }) };
}

function missing(key: string): never {
  throw new EdgereelError('NOT_FOUND', `There is no object ${key}.`, { details: { key } });
}
