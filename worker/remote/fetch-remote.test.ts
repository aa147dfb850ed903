import { env } from 'cloudflare:workers';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { REMOTE_LIMITS } from '#contracts/remote.ts';
import { artifactSecretOf } from '../secrets.ts';
import { createArtifactToken } from '../storage/artifact-token.ts';
import { call, refusal } from '../testing/api.ts';
import { countedPieces } from '../testing/counted-pieces.ts';
import { fetchRemote } from './fetch-remote.ts';

const scope = { tenantId: 'main', renderId: 'r_1' };
const quick = { ...REMOTE_LIMITS, connectMs: 100 };

/** As a node asks, over the route, with the right of a call. */
async function ask(url: string, planHash?: string): Promise<Response> {
  const token = await createArtifactToken(secret, { ...scope, planHash }, Date.now() + 60_000);
  return call(`/artifacts/${token}/remote?url=${encodeURIComponent(url)}`);
}

let secret = '';
beforeAll(async () => {
  secret = await artifactSecretOf(env);
});
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
