import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { renderKey } from '#contracts/keys.ts';
import type { RenderView } from '#contracts/render.ts';
import { FAKE_OUTPUT } from '../../testing/fake-node.ts';
import { linkSecretOf } from '../../secrets.ts';
import { signLink } from '../../storage/signed-link.ts';
import { call, callAs, ORIGIN, refusal, renderEnd, startRender } from '../../testing/api.ts';
import { resetFarm } from '../../testing/farm.ts';

beforeEach(() => resetFarm());

const finished = async (fields: object = {}): Promise<RenderView> => renderEnd((await startRender(fields)).id);
const size = FAKE_OUTPUT.length;

describe('GET output', () => {
  it('streams the file under the name of the title', async () => {
    const { id, links } = await finished({ title: 'Größe: 100% "fun"' });
    const response = await call(`/api/renders/${id}/output`);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(FAKE_OUTPUT);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'video/mp4',
      'content-length': String(size),
      'accept-ranges': 'bytes',
      'content-disposition': `inline; filename="Gr__e  100_  fun.mp4"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%20100%25%20%20fun.mp4`,
    });
    const download = await call(`${links.output}&download`);
    expect(download.headers.get('content-disposition')).toMatch(/^attachment/);
    const manifest = await call(links.manifest);
    expect([manifest.status, await manifest.text()]).toEqual([200, '{}']);
    expect(await refusal(await call(links.thumbnail!))).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    expect((await startRender({ format: 'wav' })).links.thumbnail).toBeUndefined();
  });

  it('cuts a long title between characters', async () => {
    const { links } = await finished({ title: `a${'😀'.repeat(60)}` });
    const response = await call(links.output);
    expect(response.headers.get('content-disposition')).toMatch(/%F0%9F%98%80%EF%BF%BD\.mp4$/);
  });

  it.each([
    ['bytes=0-2', 206, 'not', `bytes 0-2/${size}`],
    ['bytes=4-', 206, FAKE_OUTPUT.slice(4), `bytes 4-${size - 1}/${size}`],
    ['bytes=-5', 206, 'movie', `bytes ${size - 5}-${size - 1}/${size}`],
    ['bytes=4-999', 206, FAKE_OUTPUT.slice(4), `bytes 4-${size - 1}/${size}`],
    ['bytes=3-1', 200, FAKE_OUTPUT, null],
    ['chars=0-1', 200, FAKE_OUTPUT, null],
  ])('answers Range %s with %i', async (range, status, text, contentRange) => {
    const { id } = await finished();
    const response = await call(`/api/renders/${id}/output`, { headers: { range } });
    expect([response.status, await response.text(), response.headers.get('content-range')]).toEqual([
      status,
      text,
      contentRange,
    ]);
  });

  it.each(['bytes=99-', 'bytes=-0', `bytes=${'9'.repeat(400)}-`])('refuses Range %s, typed', async (range) => {
    const { output } = await finished();
    const response = await call(output!.url, { headers: { range } });
    expect(response.headers.get('content-range')).toBe(`bytes */${size}`);
    expect(await refusal(response)).toMatchObject({ status: 416, code: 'RANGE_NOT_SATISFIABLE' });
  });

  it('tells HEAD the size, and 304 to who has it', async () => {
    const { id } = await finished();
    const head = await call(`/api/renders/${id}/output`, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String(size)]);
    const etag = head.headers.get('etag')!;
    expect((await call(`/api/renders/${id}/output`, { headers: { 'if-none-match': etag } })).status).toBe(304);
    const stale = await call(`/api/renders/${id}/output`, { headers: { range: 'bytes=0-2', 'if-range': '"other"' } });
    expect(stale.status).toBe(200);
  });

  it('says itself what the file is, and no browser runs it here', async () => {
    const { id, links } = await finished();
    const page = { httpMetadata: { contentType: 'text/html' } };
    await env.ARTIFACTS.put(renderKey('main', id, 'output.mp4'), '<script>steal()</script>', page);
    await env.ARTIFACTS.put(renderKey('main', id, 'manifest.json'), '<script>steal()</script>', page);
    for (const [url, type] of [
      [links.output, 'video/mp4'],
      [links.manifest, 'application/json'],
    ] as const) {
      expect(Object.fromEntries((await call(url)).headers)).toMatchObject({
        'content-type': type,
        'x-content-type-options': 'nosniff',
        'content-security-policy': 'sandbox',
      });
    }
  });

  it('says so when the file is gone', async () => {
    const { id } = await finished();
    await env.ARTIFACTS.delete(renderKey('main', id, 'output.mp4'));
    expect(await refusal(await call(`/api/renders/${id}/output`))).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });
});

describe('a signed link', () => {
  const elsewhere = (url: string) => url.replace(ORIGIN, 'https://edgereel.example.com');

  it('opens the output without a key, with ranges', async () => {
    const { output } = await finished();
    const response = await call(elsewhere(output!.url), { headers: { range: 'bytes=0-2' } });
    expect([response.status, await response.text()]).toEqual([206, 'not']);
  });

  it('opens nothing else, and not for ever', async () => {
    const { id, output, links } = await finished();
    const other = await finished();
    const query = new URL(output!.url).search;
    const secret = await linkSecretOf(env, 'main');
    const past = await signLink(secret, { tenantId: 'main', renderId: id, object: 'output' }, Date.now() - 1000);
    const forged = [
      `${other.links.self}/output${query}`,
      `${links.self}/manifest${query}`,
      `${links.self}/output${query.replace(/expires=\d+/, 'expires=99999999999')}`,
      `${links.self}/output${query}x`,
      `${links.self}/output?signature=&expires=`,
      `${links.self}/output?${past}`,
    ];
    for (const url of forged)
      expect(await refusal(await call(elsewhere(url)))).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    expect((await call(elsewhere(`${links.self}/output`))).status).toBe(401);
    expect((await call(elsewhere(`${links.self}${query}`))).status).toBe(401);
  });

  it('opens every file of the view to a page of another origin, with ranges and HEAD', async () => {
    const origin = { origin: 'https://app.example' };
    const { id, links, output } = await finished({ spriteSheet: true });
    for (const file of ['thumbnail.jpg', 'sprites.jpg', 'sprites.vtt'] as const)
      await env.ARTIFACTS.put(renderKey('main', id, file), 'bytes');
    for (const url of [links.output, output!.url, links.thumbnail!, links.manifest, links.sprites!]) {
      for (const method of ['GET', 'HEAD']) {
        const response = await call(elsewhere(url), { method, headers: origin });
        expect([url, method, response.status]).toEqual([url, method, 200]);
        expect(response.headers.get('access-control-allow-origin')).toBe('*');
        expect(response.headers.get('access-control-expose-headers')).toMatch(/content-range.*etag/);
      }
      const preflight = await call(elsewhere(url), {
        method: 'OPTIONS',
        headers: { ...origin, 'access-control-request-method': 'GET', 'access-control-request-headers': 'range' },
      });
      expect([preflight.status, preflight.headers.get('access-control-allow-headers')]).toEqual([
        204,
        expect.stringContaining('range'),
      ]);
    }
    const late = await call(elsewhere(links.output), { headers: { ...origin, range: 'bytes=99-' } });
    expect([late.status, late.headers.get('access-control-allow-origin')]).toEqual([416, '*']);
  });
});

describe('a page of another origin', () => {
  it('reads the API with a key, and why it is refused without one', async () => {
    const page = { origin: 'https://app.example' };
    const asked = await callAs(
      {
        ...page,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
      '/api/render',
      { method: 'OPTIONS' },
    );
    expect([asked.status, asked.headers.get('access-control-allow-headers')]).toEqual([
      204,
      expect.stringMatching(/authorization.*content-type/),
    ]);
    const refused = await callAs(page, '/api/renders');
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, '*']);
    const read = await callAs({ ...page, authorization: 'Bearer admin-key' }, '/api/renders');
    expect([read.status, read.headers.get('access-control-allow-origin')]).toEqual([200, '*']);
    expect(read.headers.get('access-control-allow-credentials')).toBeNull();
  });
});
