import { env } from 'cloudflare:workers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { REMOTE_LIMITS } from '#contracts/remote.ts';
import { artifactSecretOf } from '../secrets.ts';
import { createArtifactToken } from '../storage/artifact-token.ts';
import { call, refusal } from '../testing/api.ts';
import { boundBody } from './bound-body.ts';
import { fetchRemote } from './fetch-remote.ts';

const scope = { tenantId: 'main', renderId: 'r_1' };
const quick = { ...REMOTE_LIMITS, connectMs: 100 };

/** As a node asks, over the route, with the right of a call. */
async function ask(url: string, planHash?: string): Promise<Response> {
  const token = await createArtifactToken(await artifactSecretOf(env), { ...scope, planHash }, Date.now() + 60_000);
  return call(`/artifacts/${token}/remote?url=${encodeURIComponent(url)}`);
}

/** Pieces of 1,000 bytes, without end unless said otherwise. */
function countedPieces(count = Infinity, end: 'ends' | 'stays open' = 'ends') {
  let left = count;
  const source = {
    isCanceled: false,
    stream: new ReadableStream<Uint8Array>({
      pull(controller) {
        if (left-- > 0) controller.enqueue(new Uint8Array(1000));
        else if (end === 'ends') controller.close();
        else return new Promise<void>(() => {});
        return undefined;
      },
      cancel() {
        source.isCanceled = true;
      },
    }),
  };
  return source;
}

afterEach(() => vi.restoreAllMocks());

describe('a file of the web', () => {
  it.each([
    ['https://cdn.test/a.css', 'p{}', 'text/css', 'https://cdn.test/a.css'],
    ['https://cdn.test/a.css?v=2', 'p{color:red}', 'text/css', 'https://cdn.test/a.css?v=2'],
    ['https://cdn.test/a.css#part', 'p{}', 'text/css', 'https://cdn.test/a.css'],
    ['https://cdn.test/untyped', '\u0001\u0002\u0003', 'application/octet-stream', 'https://cdn.test/untyped'],
    ['https://cdn.test/moved', 'export {}', 'text/javascript', 'https://other.test/deep/b.js'],
    ['https://cdn.test/near', 'p{}', 'text/css', 'https://cdn.test/a.css'],
  ])('%s comes with its type and its last address', async (url, body, type, finalUrl) => {
    const answer = await ask(url);
    expect([answer.status, await answer.text()]).toEqual([200, body]);
    expect(answer.headers.get('content-type')).toBe(type);
    expect(answer.headers.get('x-edgereel-final-url')).toBe(finalUrl);
    expect(answer.headers.get('set-cookie')).toBeNull();
  });

  it.each([
    ['http://cdn.test/a.css', 'REMOTE_ADDRESS_REFUSED', /only https:/],
    ['https://127.0.0.1/', 'REMOTE_ADDRESS_REFUSED', /127\.0\.0\.1 is private/],
    ['https://cdn.test/to-metadata', 'REMOTE_ADDRESS_REFUSED', /169\.254\.169\.254/],
    ['https://cdn.test/step-by-step', 'REMOTE_ADDRESS_REFUSED', /169\.254\.169\.254/],
    ['https://cdn.test/to-localhost', 'REMOTE_ADDRESS_REFUSED', /localhost is private/],
    ['https://cdn.test/to-http', 'REMOTE_ADDRESS_REFUSED', /http:\/\/cdn\.test\/a\.css/],
    ['https://cdn.test/round', 'ASSET_FETCH_FAILED', /redirects more than 5 times/],
    ['https://cdn.test/nowhere', 'ASSET_FETCH_FAILED', /answered 302/],
    ['https://cdn.test/none', 'ASSET_FETCH_FAILED', /https:\/\/cdn\.test\/none answered 404 Not Found/],
    ['https://cdn.test/gone', 'ASSET_FETCH_FAILED', /answered 410 Gone/],
    ['https://cdn.test/empty', 'ASSET_FETCH_FAILED', /answered 204/],
    ['https://cdn.test/broken', 'ASSET_FETCH_UNAVAILABLE', /answered 503 Busy/],
    ['https://no-such-host.test/', 'ASSET_FETCH_UNAVAILABLE', /https:\/\/no-such-host\.test\//],
    ['not a url', 'INVALID_REQUEST', /absolute URL/],
  ])('%s is refused with %s', async (url, code, message) => {
    expect(await refusal(await ask(url))).toMatchObject({ code, message: expect.stringMatching(message) as string });
  });

  it('is not fetched for a call that has a plan', async () => {
    expect(await refusal(await ask('https://cdn.test/a.css', 'a'.repeat(64)))).toMatchObject({
      status: 403,
      code: 'FORBIDDEN',
    });
  });

  it('is not waited for when its host stays silent', async () => {
    await expect(fetchRemote('https://cdn.test/silent', { mirrors: {}, limits: quick })).rejects.toMatchObject({
      code: 'ASSET_FETCH_UNAVAILABLE',
      message: expect.stringContaining('did not answer within 0.1 s') as string,
      retryable: true,
    });
  });

  it('is not begun when it is announced to be too large', async () => {
    const source = countedPieces();
    vi.spyOn(globalThis, 'fetch').mockResolvedValueOnce(
      new Response(source.stream, { headers: { 'content-length': '314572800' } }),
    );
    await expect(fetchRemote('https://cdn.test/film.mp4', { mirrors: {} })).rejects.toMatchObject({
      code: 'ASSET_TOO_LARGE',
      message: 'A remote file must not exceed 104857600 bytes; https://cdn.test/film.mp4 has 314572800.',
    });
    expect(source.isCanceled).toBe(true);
  });
});

describe('the body of an answer', () => {
  const bound = (stream: ReadableStream<Uint8Array>, changes: Partial<typeof REMOTE_LIMITS> = {}, leftMs = 60_000) =>
    new Response(
      boundBody(stream, { deadline: Date.now() + leftMs, limits: { ...REMOTE_LIMITS, ...changes } }),
    ).arrayBuffer();

  it('passes whole when it keeps to the limits', async () => {
    expect((await bound(countedPieces(3).stream, { maxBytes: 3000 })).byteLength).toBe(3000);
  });

  it('ends one byte past the limit when it has no end, so that the node can tell', async () => {
    const source = countedPieces();
    expect((await bound(source.stream, { maxBytes: 2500 })).byteLength).toBe(2501);
    expect(source.isCanceled).toBe(true);
  });

  it.each([
    ['between two pieces', { idleMs: 50 }, 60_000],
    ['in all', {}, 50],
  ])('breaks off when it is too slow %s', async (_what, limits, leftMs) => {
    const source = countedPieces(2, 'stays open');
    await expect(bound(source.stream, limits, leftMs)).rejects.toThrow('too slow');
    expect(source.isCanceled).toBe(true);
  });
});

describe('a mirror', () => {
  const mirrors = { 'https://cdn.test/': 'http://127.0.0.1:9/', 'https://cdn.test/img/': 'http://mirror.test/files/' };

  it('stands in for the longest prefix that fits, path and query kept', async () => {
    const answer = await fetchRemote('https://cdn.test/img/x.png?a=1', { mirrors });
    expect(await answer.text()).toBe('picture');
    expect(answer.headers.get('x-edgereel-final-url')).toBe('https://cdn.test/img/x.png?a=1');
  });

  it('may refuse an address, which only it can look up', async () => {
    await expect(fetchRemote('https://cdn.test/img/private', { mirrors })).rejects.toMatchObject({
      code: 'REMOTE_ADDRESS_REFUSED',
      message: 'It is private.',
    });
  });

  it('does not lift the rules', async () => {
    await expect(
      fetchRemote('http://cdn.test/x', { mirrors: { 'http://cdn.test/': 'http://mirror.test/files/' } }),
    ).rejects.toMatchObject({
      code: 'REMOTE_ADDRESS_REFUSED',
    });
  });
});
