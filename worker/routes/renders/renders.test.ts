import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { MAX_INLINE_HTML_BYTES, MAX_RENDER_BODY_BYTES } from '#contracts/limits.ts';
import { RenderView, type RenderList } from '#contracts/render.ts';
import { EdgereelError, toWire } from '#contracts/errors.ts';
import { parseRequest, RenderRequest } from '#contracts/request.ts';
import { schedulerOf } from '../../stubs.ts';
import { call, postJson, readRender, refusal, renderEnd, startRender } from '../../testing/api.ts';
import { farm, resetFarm } from '../../testing/farm.ts';
import { createRender } from './create-render.ts';

beforeEach(() => resetFarm());

describe('POST /api/render', () => {
  it('answers 202 with the view, and the render ends', async () => {
    const response = await postJson('/api/render', { composition: 'titles', title: 'My film' });
    expect(response.status).toBe(202);
    const view = RenderView.parse(await response.json());
    expect(response.headers.get('location')).toBe(view.links.self);
    expect(view).toMatchObject({
      status: 'queued',
      composition: 'titles',
      title: 'My film',
      output: null,
      error: null,
    });
    const end = await renderEnd(view.id);
    expect(end).toMatchObject({ status: 'completed', progress: { ratio: 1, chunksDone: 3 } });
    expect(Object.keys(end.stages).toSorted()).toEqual(['assemble', 'plan', 'queue', 'render', 'total']);
  });

  it('waits for the end when asked to', async () => {
    const response = await postJson('/api/renders?wait=20', { composition: 'titles' });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ status: 'completed' });
  });

  it.each(['COMPOSITION_INVALID', 'ASSET_NOT_FOUND', 'ENCODE_FAILED'] as const)(
    'answers a waited failure (%s) as the render that it is',
    async (code) => {
      farm.before = ({ name }) => {
        if (name === 'plan') throw new EdgereelError(code, 'It failed.', { details: { file: 'index.html' } });
      };
      const response = await postJson('/api/render?wait=20', { composition: 'titles' });
      const view = await response.json<RenderView>();
      expect([response.status, view.status]).toEqual([200, 'failed']);
      expect(response.headers.get('location')).toBe(view.links.self);
      expect(view.error).toMatchObject({ code, message: 'It failed.', details: { file: 'index.html' } });
    },
  );

  it('answers 202 when the wait is over before the render', async () => {
    farm.before = ({ signal }) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('stopped'))));
    const response = await postJson('/api/render?wait=0.05', { composition: 'titles' });
    expect(response.status).toBe(202);
    const { id } = await response.json<RenderView>();
    await call(`/api/renders/${id}/cancel`, { method: 'POST' });
  });

  it('takes inline HTML and variables of any size', async () => {
    const seen: unknown[] = [];
    farm.before = (step) => void (step.name === 'plan' && seen.push(step.body));
    const variables = { text: 'x'.repeat(100_000) };
    const response = await postJson('/api/render?wait=20', { composition: '<h1>Hi</h1>', variables });
    expect(await response.json()).toMatchObject({ composition: 'inline', status: 'completed' });
    expect(seen).toMatchObject([{ variables, entry: 'index.html', quality: 'standard', codec: 'h264', hdr: 'auto' }]);
  });

  it('takes H.265 for HDR that is asked for, and none where the codec has none', async () => {
    const seen: unknown[] = [];
    farm.before = (step) => void (step.name === 'plan' && seen.push(step.body));
    const wanted = await postJson('/api/render?wait=20', { composition: 'titles', hdr: 'on' });
    expect(await wanted.json()).toMatchObject({ codec: 'h265' });
    await postJson('/api/render?wait=20', { composition: 'titles', codec: 'h264' });
    expect(seen).toMatchObject([
      { codec: 'h265', hdr: 'on' },
      { codec: 'h264', hdr: 'off' },
    ]);
  });
});

describe('bad requests leave nothing behind', () => {
  const bad: [string, unknown, number, string, string][] = [
    ['an unknown field', { composition: 'titles', colour: 1 }, 400, 'INVALID_REQUEST', 'colour: is not a known field.'],
    ['an unknown composition', { composition: 'nope' }, 404, 'COMPOSITION_NOT_FOUND', 'There are titles.'],
    ['an unknown site', { composition: '0123456789abcdef' }, 404, 'SITE_NOT_FOUND', '0123456789abcdef'],
    [
      'an entry the composition lacks',
      { composition: 'titles', entry: 'a.html' },
      400,
      'INVALID_REQUEST',
      'has no file a.html',
    ],
    ['fps 0', { composition: 'titles', fps: 0 }, 400, 'INVALID_REQUEST', 'between 1 and 240, not 0'],
    ['fps 241', { composition: 'titles', fps: 241 }, 400, 'INVALID_REQUEST', 'between 1 and 240, not 241'],
    ['fps 29.97', { composition: 'titles', fps: 29.97 }, 400, 'INVALID_REQUEST', '30000/1001, not 29.97'],
    ['fps 30/0', { composition: 'titles', fps: '30/0' }, 400, 'INVALID_REQUEST', 'not "30/0"'],
    [
      'an odd width',
      { composition: 'titles', width: 1921, height: 1080 },
      400,
      'INVALID_REQUEST',
      'width: must be an even integer',
    ],
    ['no width', { composition: 'titles', width: 0, height: 1080 }, 400, 'INVALID_REQUEST', 'width:'],
    ['a height of 8192', { composition: 'titles', width: 1920, height: 8192 }, 400, 'INVALID_REQUEST', 'height:'],
    ['variables that are no object', { composition: 'titles', variables: [] }, 400, 'INVALID_REQUEST', 'variables:'],
    [
      'HTML over 2 MiB',
      { composition: `<p>${'a'.repeat(MAX_INLINE_HTML_BYTES)}` },
      413,
      'PAYLOAD_TOO_LARGE',
      '2097152 bytes',
    ],
    [
      'a body over the limit',
      ' '.repeat(MAX_RENDER_BODY_BYTES + 1),
      413,
      'PAYLOAD_TOO_LARGE',
      String(MAX_RENDER_BODY_BYTES),
    ],
    ['a body that is not JSON', '{"composition":', 400, 'INVALID_REQUEST', 'The body must be JSON.'],
    ['no body', '', 400, 'INVALID_REQUEST', 'The body must be JSON.'],
  ];
  it.each(bad)('%s', async (_name, body, status, code, message) => {
    const before = await countObjects();
    const error = await refusal(await postJson('/api/render', body));
    expect(error).toMatchObject({ status, code, retryable: false, requestId: expect.any(String) as string });
    expect(error.message).toContain(message);
    expect(await countObjects()).toBe(before);
    expect(farm.calls).toEqual([]);
  });

  it.each(['?wait=61', '?wait=soon', '?weight=1', '?wait=', '?wait=NaN', '?wait=1e1', '?wait=-1'])(
    'the query %s',
    async (query) => {
      expect(await refusal(await postJson(`/api/render${query}`, { composition: 'titles' }))).toMatchObject({
        status: 400,
      });
    },
  );

  it.each(['r_0123', 'nope', `r_${'0'.repeat(32)}`, '..%2f'])('a render id that does not exist: %s', async (id) => {
    for (const [method, path] of [
      ['GET', ''],
      ['GET', '/events'],
      ['GET', '/output'],
      ['POST', '/cancel'],
      ['POST', '/retry'],
      ['DELETE', ''],
    ]) {
      const answer = await refusal(await call(`/api/renders/${id}${path}`, { method: method! }));
      expect(answer).toMatchObject({ status: 404, code: 'RENDER_NOT_FOUND' });
    }
  });

  it('an address that does not exist', async () => {
    expect(await refusal(await call('/api/nothing'))).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });

  it.each([
    ['PUT', '/api/renders', 'GET, HEAD, POST'],
    ['GET', '/api/render', 'POST'],
    ['PATCH', `/api/renders/r_${'0'.repeat(32)}`, 'GET, HEAD, DELETE'],
    ['GET', '/api/sites/0123456789abcdef/commit', 'POST'],
    ['POST', '/healthz', 'GET, HEAD'],
  ])('a method that an address does not have: %s %s', async (method, path, allow) => {
    const response = await call(path, { method });
    expect(response.headers.get('allow')).toBe(allow);
    expect(await refusal(response)).toMatchObject({ status: 405, code: 'METHOD_NOT_ALLOWED' });
  });
});

describe('Idempotency-Key', () => {
  const key = () => ({ 'idempotency-key': crypto.randomUUID() });

  it('makes one render of two simultaneous equal requests', async () => {
    const headers = key();
    const [a, b] = await Promise.all([startRender({}, headers), startRender({}, headers)]);
    expect(a.id).toBe(b.id);
    await renderEnd(a.id);
    expect(farm.calls.filter((step) => step.name === 'plan')).toHaveLength(1);
  });

  it('replays later too, and says so', async () => {
    const headers = key();
    const first = await startRender({}, headers);
    await renderEnd(first.id);
    const again = await postJson('/api/render', { composition: 'titles' }, headers);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await again.json()).toMatchObject({ id: first.id, status: 'completed' });
  });

  it('replays when there is no node, where a new request is refused', async () => {
    const request = parseRequest(RenderRequest, { composition: '<h1>Hi</h1>' });
    const first = await createRender(request, 'kept', { env, tenantId: 'main' });
    const problem = toWire(new EdgereelError('NO_CAPACITY'));
    const without = {
      env: { ...env, NODE_POOL: { getByName: () => ({ findCapacityProblem: async () => problem }) } } as unknown as Env,
      tenantId: 'main',
    };
    const again = await createRender(request, 'kept', without);
    expect(again).toMatchObject({ isReplay: true, snapshot: { id: first.snapshot.id } });
    await expect(createRender(request, 'new', without)).rejects.toMatchObject({ code: 'NO_CAPACITY' });
    const other = parseRequest(RenderRequest, { composition: '<h1>Hi</h1>', fps: 60 });
    await expect(createRender(other, 'kept', without)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('refuses another request under the same key, and a malformed key', async () => {
    const headers = key();
    await startRender({}, headers);
    expect(await refusal(await postJson('/api/render', { composition: 'titles', fps: 60 }, headers))).toMatchObject({
      status: 409,
      code: 'CONFLICT',
    });
    expect(
      await refusal(await postJson('/api/render', { composition: 'titles' }, { 'idempotency-key': 'no spaces' })),
    ).toMatchObject({ status: 400 });
  });

  it('is free again once the render is deleted', async () => {
    const headers = key();
    const first = await startRender({}, headers);
    await call(`/api/renders/${first.id}`, { method: 'DELETE' });
    expect((await startRender({}, headers)).id).not.toBe(first.id);
  });
});

it('a delete that is repeated forgets what the first one left', async () => {
  const headers = { 'idempotency-key': crypto.randomUUID() };
  const { id } = await startRender({}, headers);
  await renderEnd(id);
  // The first delete ended between the render and the index.
  await schedulerOf(env, 'main', id).remove();
  expect((await call(`/api/renders/${id}`, { method: 'DELETE' })).status).toBe(404);
  expect((await startRender({}, headers)).id).not.toBe(id);
});

describe('the list', () => {
  it('pages newest first and filters by status', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 3; count++) ids.unshift((await startRender()).id);
    await Promise.all(ids.map(renderEnd));
    const first = await (await call('/api/renders?limit=2')).json<RenderList>();
    expect(first.renders.map((view) => view.id)).toEqual(ids.slice(0, 2));
    const second = await (await call(`/api/renders?limit=1&cursor=${first.nextCursor}`)).json<RenderList>();
    expect(second.renders.map((view) => view.id)).toEqual([ids[2]]);
    await expect
      .poll(async () => (await (await call('/api/renders?limit=3&status=completed')).json<RenderList>()).renders.length)
      .toBe(3);
    expect(await (await call('/api/renders?status=failed&limit=100')).json()).toMatchObject({ nextCursor: null });
    expect(await refusal(await call('/api/renders?limit=0'))).toMatchObject({ status: 400 });
    expect(await refusal(await call('/api/renders?cursor=elsewhere'))).toMatchObject({ status: 400 });
  });
});

describe('cancel, retry, delete', () => {
  it('stops the calls under way, and a retry finishes without rendering the stored chunks again', async () => {
    const started = Promise.withResolvers<AbortSignal>();
    farm.before = async (step) => {
      if (step.name !== 'chunk' || step.body.index !== 1) return;
      started.resolve(step.signal);
      await new Promise(() => {});
    };
    const { id } = await startRender({ maxParallelChunks: 1 });
    const signal = await started.promise;
    const canceled = await call(`/api/renders/${id}/cancel`, { method: 'POST' });
    expect(await canceled.json()).toMatchObject({ status: 'canceled' });
    expect(signal.aborted).toBe(true);
    expect(await refusal(await call(`/api/renders/${id}/output`))).toMatchObject({ status: 409, code: 'CONFLICT' });

    farm.before = () => {};
    farm.calls.length = 0;
    const retried = await call(`/api/renders/${id}/retry`, { method: 'POST' });
    expect(retried.status).toBe(202);
    expect(await renderEnd(id)).toMatchObject({ status: 'completed' });
    expect(farm.calls.map((step) => [step.name, step.body.index])).toEqual([
      ['chunk', 1],
      ['chunk', 2],
      ['assemble', undefined],
    ]);
    expect(await refusal(await call(`/api/renders/${id}/retry`, { method: 'POST' }))).toMatchObject({ status: 409 });
    expect(await refusal(await call(`/api/renders/${id}/cancel`, { method: 'POST' }))).toMatchObject({ status: 409 });
  });

  it('deletes the output and the render, and keeps the chunks for others', async () => {
    const { id } = await startRender();
    await renderEnd(id);
    expect(await (await call(`/api/renders/${id}`, { method: 'DELETE' })).json()).toEqual({ id, deleted: true });
    expect((await call(`/api/renders/${id}`)).status).toBe(404);
    expect((await env.ARTIFACTS.list({ prefix: `renders/main/${id}/` })).objects).toEqual([]);
    expect((await env.ARTIFACTS.list({ prefix: `chunks/main/${farm.planHash}/` })).objects).toHaveLength(3);
    expect((await readRender(id)) as unknown).toMatchObject({ error: { code: 'RENDER_NOT_FOUND' } });
  });
});

async function countObjects(): Promise<number> {
  return (await env.ARTIFACTS.list()).objects.length;
}
