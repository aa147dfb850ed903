import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { isEdgereelError } from '#contracts/errors.ts';
import { MAX_REQUEST_BYTES, UPLOAD_PART_BYTES } from '#contracts/limits.ts';
import { createClient } from './client.ts';
import { uploadSite, type LocalFile } from './sites.ts';

const client = createClient({ baseUrl: 'https://edgereel.test', apiKey: 'key' });

/** Answers every request of the test, and keeps them as `METHOD path`. */
function serve(answer: (request: Request) => Response | Promise<Response>): {
  requests: Request[];
  bodies: unknown[];
  seen: () => string[];
} {
  const requests: Request[] = [];
  const bodies: unknown[] = [];
  vi.stubGlobal('fetch', async (url: URL, init: RequestInit) => {
    bodies.push(init.body);
    const request = new Request(url, init);
    requests.push(request.clone());
    init.signal?.throwIfAborted();
    return Promise.race([
      answer(request),
      new Promise<never>((_resolve, reject) => {
        init.signal?.addEventListener('abort', () => reject(init.signal!.reason as Error));
      }),
    ]);
  });
  return { requests, bodies, seen: () => requests.map(({ method, url }) => `${method} ${new URL(url).pathname}`) };
}
afterEach(() => vi.unstubAllGlobals());

const json = (body: unknown, status = 200): Response => Response.json(body, { status });

test.for([
  [{}, ''],
  [{ cursor: undefined, limit: undefined }, ''],
  [{ cursor: 'a b', limit: 5, status: 'failed' }, '?cursor=a+b&limit=5&status=failed'],
] as const)('a list of %j asks for what is given', async ([query, search]) => {
  const { requests } = serve(() => json({ renders: [], nextCursor: null }));
  expect(await client.listRenders(query)).toEqual({ renders: [], nextCursor: null });
  expect(new URL(requests[0]!.url).search).toBe(search);
});

test('a request carries key, JSON and idempotency key', async () => {
  const { requests } = serve(() => json({ error: { code: 'CONFLICT', message: 'Taken.' } }, 409));
  const creating = client.createRender({ composition: 'x' }, { idempotencyKey: 'once' });
  await expect(creating).rejects.toMatchObject({ code: 'CONFLICT', message: 'Taken.' });
  const { headers } = requests[0]!;
  expect(headers.get('authorization')).toBe('Bearer key');
  expect(headers.get('content-type')).toBe('application/json');
  expect(headers.get('idempotency-key')).toBe('once');
  expect(await requests[0]!.json()).toEqual({ composition: 'x' });
});

test.for([
  ['another shape', () => json({ renders: 'none' }), /api\/renders.* answered something else than the API/],
  ['no JSON', () => new Response('<h1>Welcome</h1>'), /answered something else than the API/],
  ['an error page', () => new Response('Bad gateway', { status: 502 }), /answered 502 without saying why/],
  ['an error of another shape', () => json({ error: 'broken' }, 500), /answered 500 without saying why/],
  ['a code of a newer server', () => json({ error: { code: 'NEW_CODE', message: 'New.' } }, 422), /New\./],
] as const)('%s becomes INTERNAL', async ([, answer, message]) => {
  serve(answer);
  const error: unknown = await client.listRenders().catch((thrown: unknown) => thrown);
  expect(isEdgereelError(error)).toBe(true);
  expect(error).toMatchObject({ code: 'INTERNAL', message: expect.stringMatching(message) });
});

test('a server out of reach is named', async () => {
  serve(() => Promise.reject(new TypeError('fetch failed')));
  await expect(client.listCompositions()).rejects.toMatchObject({
    code: 'INTERNAL',
    message: 'https://edgereel.test cannot be reached: fetch failed.',
  });
});

const file = (path: string, text: string): LocalFile => ({
  path,
  contentType: 'text/css',
  read: () => Promise.resolve(new Blob([text])),
});
const createSha256 = () => createHash('sha256');
const sha256 = (text: string): string => createSha256().update(text).digest('hex');

/** What an empty site looks like. */
const LOOK = {
  compositions: [],
  fonts: [],
  fontLinks: [],
  media: [],
  skippedFiles: [],
  lint: { errorCount: 0, warningCount: 0, findings: [], filesScanned: 0 },
};

test('of a site, only the missing contents are sent, each once', async () => {
  const siteId = sha256('a.css\0oneb.css\0onec.css\0two').slice(0, 16);
  const { requests, seen } = serve(async (request) => {
    if (request.url.endsWith('/api/sites')) return json({ missing: [sha256('one')] });
    if (request.url.endsWith('/commit')) return json({ siteId, ...((await request.json()) as object), ...LOOK });
    return json({});
  });
  const files = [file('c.css', 'two'), file('b.css', 'one'), file('a.css', 'one')];
  expect(await uploadSite(client, files, createSha256)).toBe(siteId);
  expect(seen()).toEqual([
    'POST /api/sites',
    `PUT /api/sites/blobs/${sha256('one')}`,
    `POST /api/sites/${siteId}/commit`,
  ]);
  expect(requests[1]!.headers.get('content-type')).toBe('text/css');
});

describe('a content too large for one request', () => {
  // One piece of memory many times over: its size is all that matters.
  const piece = new Uint8Array(1024 * 1024);
  const content = new Blob([...Array<Blob>(MAX_REQUEST_BYTES / piece.length).fill(new Blob([piece])), 'x']);
  const path = `/api/sites/blobs/${sha256('film')}/uploads`;

  test('goes up in parts', async () => {
    const { requests, bodies, seen } = serve(async (request) =>
      json(request.url.endsWith('/uploads') ? { uploadId: 'a/b' } : { etag: `"${request.url.at(-1)}"` }),
    );
    await client.putBlob(sha256('film'), content, 'video/mp4');
    expect(seen()).toEqual([
      `POST ${path}`,
      `PUT ${path}/a%2Fb/parts/1`,
      `PUT ${path}/a%2Fb/parts/2`,
      `POST ${path}/a%2Fb`,
    ]);
    const sizes = bodies.slice(1, 3).map((body) => (body as Blob).size);
    expect(sizes).toEqual([UPLOAD_PART_BYTES, MAX_REQUEST_BYTES + 1 - UPLOAD_PART_BYTES]);
    expect(await requests[3]!.json()).toEqual({
      parts: [
        { partNumber: 1, etag: '"1"' },
        { partNumber: 2, etag: '"2"' },
      ],
    });
  });

  test('that fails is taken back', async () => {
    const { seen } = serve((request) =>
      request.url.endsWith('/uploads') ? json({ uploadId: 'u' }) : Promise.reject(new TypeError('fetch failed')),
    );
    await expect(client.putBlob(sha256('film'), content, 'video/mp4')).rejects.toThrow('cannot be reached');
    expect(seen()).toEqual([`POST ${path}`, `PUT ${path}/u/parts/1`, `DELETE ${path}/u`]);
  });
});

test.for([/sites$/, /blobs/, /commit$/])('an abort ends an upload that waits at %s', async (place) => {
  const stopping = new AbortController();
  const waiting = Promise.withResolvers<void>();
  serve((request) => {
    if (place.test(request.url)) {
      waiting.resolve();
      return new Promise(() => {});
    }
    return json({ missing: [sha256('one')] });
  });
  const uploading = uploadSite(client, [file('a.css', 'one')], createSha256, { signal: stopping.signal });
  await waiting.promise;
  stopping.abort(new Error('Ctrl-C'));
  await expect(uploading).rejects.toThrow('Ctrl-C');
});
