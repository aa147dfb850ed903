/**
 * An artifact store in memory behind real HTTP, for tests of the engine. Faults can be injected per request.
 * @module
 */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isEdgereelError, statusOf, toWire, type EdgereelError, type ErrorCode } from '#contracts/errors.ts';
import { blobKey, siteKey } from '#contracts/keys.ts';
import { fetchUnavailable, FINAL_URL_HEADER, REMOTE_PATH } from '#contracts/remote.ts';
import { parseRange } from '../capture/byte-range.ts';
import { createSiteHasher, inSiteOrder } from '#contracts/site.ts';

/** A file, or the error that the store gives in its place. */
export type WebAnswer = { body: Uint8Array; contentType: string; finalUrl?: string } | EdgereelError;

export interface MemoryArtifacts extends AsyncDisposable {
  readonly url: string;
  readonly objects: Map<string, Buffer>;
  /** Hashes that objects were stored with, even if the objects have been changed since. */
  readonly digests: Map<string, string>;
  /** Stands in for the store when it returns something: a status, a connection cut amid the answer, or no answer at all. */
  fault: (method: string, key: string) => number | 'cut' | 'silence' | null;
  /** When set, the answer to every write. */
  refusal: { code: ErrorCode; message: string } | null;
  /** What the web answers to a URL; null for a host that does not exist. */
  web: (url: string) => Promise<WebAnswer | null>;
  /** URLs that the web was asked for, oldest first. */
  readonly asked: string[];
  /** Multipart uploads neither completed nor aborted. */
  readonly openUploads: ReadonlyMap<string, unknown>;
  /** Bytes given in answers to requests for a part of an object. */
  bytesByRange: number;
  /** Requests seen, as `METHOD key`. */
  readonly requests: string[];
  /** Stores a site of text or binary files; returns its id. */
  addSite(tenantId: string, files: Record<string, string | Uint8Array>): string;
}

export async function startMemoryArtifacts(): Promise<MemoryArtifacts> {
  const objects = new Map<string, Buffer>();
  const digests = new Map<string, string>();
  const remember = (key: string, sha256: string | string[] | undefined) => {
    if (typeof sha256 === 'string') digests.set(key, sha256);
    else digests.delete(key);
  };
  const uploads = new Map<string, Map<number, Buffer>>();
  const server = createServer((request, response) => void answer(request, response));

  const store: MemoryArtifacts = {
    url: '',
    objects,
    digests,
    fault: () => null,
    refusal: null,
    web: async () => null,
    asked: [],
    requests: [],
    bytesByRange: 0,
    openUploads: uploads,
    addSite(tenantId, files) {
      const hasher = createSiteHasher(() => createHash('sha256'));
      for (const { path } of inSiteOrder(Object.keys(files).map((path) => ({ path })))) {
        const bytes = Buffer.from(files[path]!);
        const file = hasher.begin(path);
        file.update(bytes);
        objects.set(blobKey(tenantId, file.end().sha256), bytes);
      }
      const manifest = hasher.finish();
      objects.set(siteKey(tenantId, manifest.siteId), Buffer.from(JSON.stringify(manifest)));
      return manifest.siteId;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url!, 'http://store');
    const key = decodeURIComponent(url.pathname.slice(1));
    const method = request.method!;
    store.requests.push(`${method} ${key}`);
    const body = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>));
    const fault = store.fault(method, key);
    if (fault === 'silence') return;
    if (fault === 'cut') {
      if (method === 'GET') response.writeHead(200, { 'content-length': 1000 }).write('half', () => response.destroy());
      else response.destroy();
      return;
    }
    if (fault !== null) {
      response.writeHead(fault).end(JSON.stringify({ error: { code: 'STORAGE_UNAVAILABLE', message: 'injected' } }));
      return;
    }
    if (store.refusal && method !== 'GET' && method !== 'HEAD') {
      response.writeHead(statusOf(store.refusal.code)).end(JSON.stringify({ error: store.refusal }));
      return;
    }
    if (method === 'GET' && key === REMOTE_PATH) {
      const wanted = url.searchParams.get('url')!;
      store.asked.push(wanted);
      sendFromWeb(response, (await store.web(wanted)) ?? fetchUnavailable(wanted, 'could not be reached'));
      return;
    }
    const uploadId = url.searchParams.get('uploadId');
    if (method === 'PUT' && uploadId) {
      uploads.get(uploadId)!.set(Number(url.searchParams.get('partNumber')), body);
      response.writeHead(200).end(JSON.stringify({ etag: `part-${url.searchParams.get('partNumber')}` }));
    } else if (method === 'PUT') {
      const sha256 = request.headers['x-edgereel-sha256'];
      if (sha256 !== undefined && sha256 !== createHash('sha256').update(body).digest('hex')) {
        response.writeHead(400).end(JSON.stringify({ error: { code: 'INVALID_REQUEST', message: 'hash' } }));
        return;
      }
      objects.set(key, body);
      remember(key, sha256);
      response.writeHead(200).end('{}');
    } else if (method === 'POST' && url.searchParams.has('uploads')) {
      uploads.set(key, new Map());
      remember(key, request.headers['x-edgereel-sha256']);
      response.writeHead(200).end(JSON.stringify({ uploadId: key }));
    } else if (method === 'POST' && uploadId) {
      const parts = [...uploads.get(uploadId)!].toSorted(([a], [b]) => a - b).map(([, part]) => part);
      uploads.delete(uploadId);
      objects.set(key, Buffer.concat(parts));
      response.writeHead(200).end('{}');
    } else if (method === 'DELETE' && uploadId) {
      uploads.delete(uploadId);
      response.writeHead(200).end('{}');
    } else {
      const object = objects.get(key);
      const range = object && parseRange(request.headers.range, object.length);
      if (range) {
        const part = object.subarray(range.start, range.end);
        store.bytesByRange += part.length;
        response.writeHead(206, { 'content-length': part.length }).end(part);
        return;
      }
      const headers = object && {
        'content-length': object.length,
        'x-edgereel-sha256': digests.get(key) ?? createHash('sha256').update(object).digest('hex'),
      };
      response.writeHead(object ? 200 : 404, headers).end(method === 'HEAD' ? undefined : object);
    }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(store, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

function sendFromWeb(response: ServerResponse, answer: WebAnswer): void {
  if (isEdgereelError(answer)) {
    response.writeHead(answer.status).end(JSON.stringify({ error: toWire(answer) }));
    return;
  }
  const { body, contentType, finalUrl } = answer;
  response.writeHead(200, { 'content-type': contentType, ...(finalUrl && { [FINAL_URL_HEADER]: finalUrl }) }).end(body);
}
