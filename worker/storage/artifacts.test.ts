import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { createArtifactToken, readArtifactToken } from './artifact-token.ts';
import { canonicalJson } from '#contracts/plan.ts';
import { ObjectStore } from './object-store.ts';
import { handleArtifact } from './artifacts.ts';
import { noopLogger, type LogEvent } from '../log.ts';
import { artifactSecretOf } from '../secrets.ts';
import { call, refusal } from '../testing/api.ts';
import { faultyBucket } from '../testing/faulty-bucket.ts';
import { sha256Hex } from './site-id.ts';

const scope = { tenantId: 'main', renderId: 'r_1' };
const OWN = 'renders/main/r_1/output.mp4';
let secret = '';
let base = '';

beforeEach(async () => {
  secret = await artifactSecretOf(env);
  base = `/artifacts/${await createArtifactToken(secret, scope, Date.now() + 60_000)}`;
});

const put = (key: string, body: BodyInit, headers: Record<string, string> = {}) =>
  call(`${base}/${key}`, { method: 'PUT', body, headers });
const hashOf = (text: string) => sha256Hex(new TextEncoder().encode(text));

describe('one object', () => {
  it('is written, told of and read, in part too', async () => {
    const sha256 = await hashOf('hello');
    expect((await put(OWN, 'hello', { 'x-edgereel-sha256': sha256, 'content-type': 'video/mp4' })).status).toBe(200);
    const head = await call(`${base}/${OWN}`, { method: 'HEAD' });
    expect(Object.fromEntries(head.headers)).toMatchObject({
      'content-length': '5',
      'x-edgereel-sha256': sha256,
      'content-type': 'video/mp4',
    });
    expect(await (await call(`${base}/${OWN}`)).text()).toBe('hello');
    const part = await call(`${base}/${OWN}`, { headers: { range: 'bytes=1-2' } });
    expect([part.status, await part.text()]).toEqual([206, 'el']);
  });

  it('is refused when its bytes do not have the announced digest', async () => {
    const key = 'renders/main/r_1/thumbnail.jpg';
    expect(await refusal(await put(key, 'hello', { 'x-edgereel-sha256': await hashOf('other') }))).toMatchObject({
      status: 400,
      code: 'INVALID_REQUEST',
    });
    expect(await refusal(await put(key, 'hello', { 'x-edgereel-sha256': 'short' }))).toMatchObject({ status: 400 });
    expect((await call(`${base}/${key}`, { method: 'HEAD' })).status).toBe(404);
  });

  it('may be empty', async () => {
    expect((await put('renders/main/r_1/empty', '', { 'content-length': '0' })).status).toBe(200);
  });
});

describe('an object in parts', () => {
  const MIB = 1024 * 1024;

  it('becomes one, with the digest announced at its start', async () => {
    const bytes = new Uint8Array(6 * MIB).map((_value, index) => index % 251);
    const sha256 = await sha256Hex(bytes);
    const start = await call(`${base}/${OWN}?uploads`, {
      method: 'POST',
      headers: { 'x-edgereel-sha256': sha256, 'content-type': 'video/mp4' },
    });
    const { uploadId } = await start.json<{ uploadId: string }>();
    const parts: { partNumber: number; etag: string }[] = [];
    for (const [partNumber, body] of [
      [1, bytes.slice(0, 5 * MIB)],
      [2, bytes.slice(5 * MIB)],
    ] as const) {
      const answer = await call(`${base}/${OWN}?uploadId=${encodeURIComponent(uploadId)}&partNumber=${partNumber}`, {
        method: 'PUT',
        body,
      });
      parts.push({ partNumber, etag: (await answer.json<{ etag: string }>()).etag });
    }
    const finish = (digest: string) =>
      call(`${base}/${OWN}?uploadId=${encodeURIComponent(uploadId)}`, {
        method: 'POST',
        body: JSON.stringify({ parts, sha256: digest }),
      });
    expect(await (await finish(sha256)).json()).toMatchObject({ sizeBytes: 6 * MIB });
    // The answer was lost and the request is sent again.
    expect(await (await finish(sha256)).json()).toMatchObject({ sizeBytes: 6 * MIB });
    expect(await refusal(await finish(await hashOf('other')))).toMatchObject({ status: 400 });
    const stored = await call(`${base}/${OWN}`);
    expect(stored.headers.get('x-edgereel-sha256')).toBe(sha256);
    expect(await sha256Hex(new Uint8Array(await stored.arrayBuffer()))).toBe(sha256);
  });

  it('can be given up', async () => {
    const { uploadId } = await (await call(`${base}/${OWN}?uploads`, { method: 'POST' })).json<{ uploadId: string }>();
    expect((await call(`${base}/${OWN}?uploadId=${encodeURIComponent(uploadId)}`, { method: 'DELETE' })).status).toBe(
      204,
    );
    const part = await call(`${base}/${OWN}?uploadId=${encodeURIComponent(uploadId)}&partNumber=1`, {
      method: 'PUT',
      body: 'x',
    });
    expect(await refusal(part)).toMatchObject({ status: 400, code: 'INVALID_REQUEST' });
    expect(
      await refusal(await call(`${base}/${OWN}?uploadId=a&partNumber=0`, { method: 'PUT', body: 'x' })),
    ).toMatchObject({ status: 400 });
  });
});

describe('a blob', () => {
  it('is written under the digest it has, and under no other', async () => {
    const sha256 = await hashOf('hello');
    const other = await hashOf('other');
    expect((await put(`blobs/main/${sha256}`, 'hello', { 'x-edgereel-sha256': sha256 })).status).toBe(200);
    for (const [key, body, headers] of [
      [sha256, 'hello', {}],
      [other, 'hello', { 'x-edgereel-sha256': other }],
      [other, 'hello', { 'x-edgereel-sha256': sha256 }],
    ] as const) {
      expect(await refusal(await put(`blobs/main/${key}`, body, headers))).toMatchObject({ status: 400 });
    }
    expect((await call(`${base}/blobs/main/${other}`, { method: 'HEAD' })).status).toBe(404);
  });

  it('is not written in parts, whose digest no store checks', async () => {
    const sha256 = await hashOf('hello');
    const start = await call(`${base}/blobs/main/${sha256}?uploads`, {
      method: 'POST',
      headers: { 'x-edgereel-sha256': sha256 },
    });
    expect(await refusal(start)).toMatchObject({
      status: 400,
      message: expect.stringContaining('in one PUT') as string,
    });
  });
});

describe('a plan', () => {
  const plan = { engine: { id: 'e' }, variables: { b: 1, a: 'ü' }, frameCount: 3 };
  const hashed = () => hashOf(canonicalJson(plan));

  it('is written under the hash it has', async () => {
    const key = `plans/main/${await hashed()}/plan.json`;
    expect((await put(key, JSON.stringify({ planHash: await hashed(), ...plan }))).status).toBe(200);
    expect((await call(`${base}/${key}`)).headers.get('x-edgereel-sha256')).toMatch(/^[0-9a-f]{64}$/);
  });

  it('of another content is refused, whatever it says of itself', async () => {
    const planHash = await hashed();
    const key = `plans/main/${planHash}/plan.json`;
    for (const body of [JSON.stringify({ ...plan, planHash, frameCount: 4 }), '{"cut', 'null', '[]', '7'])
      expect(await refusal(await put(key, body))).toMatchObject({ status: 400, code: 'INVALID_REQUEST' });
    const start = await call(`${base}/${key}?uploads`, { method: 'POST' });
    expect(await refusal(start)).toMatchObject({ status: 400, code: 'INVALID_REQUEST' });
    const other = `${base}/plans/main/${await hashOf('other')}/plan.json`;
    const answer = await call(other, {
      method: 'PUT',
      body: JSON.stringify({ ...plan, planHash: await hashOf('other') }),
    });
    expect(await refusal(answer)).toMatchObject({ status: 400 });
  });
});

describe('the scope of a lease', () => {
  it.each([
    ['GET', 'renders/main/r_2/output.mp4'],
    ['PUT', 'renders/main/r_2/output.mp4'],
    ['PUT', 'sites/main/x.json'],
    ['PUT', 'blobs/other/x'],
    ['PUT', 'plans/main/p/plan.json'],
    ['PUT', `plans/main/${'a'.repeat(64)}/audio.m4a`],
    ['PUT', `plans/other/${'a'.repeat(64)}/plan.json`],
    ['PUT', `chunks/main/${'a'.repeat(64)}/000000.mp4`],
    ['GET', 'blobs/other/x'],
    ['GET', 'plans/main/%2e%2e/%2e%2e/blobs/other/x'],
    ['POST', 'renders/main/r_2/output.mp4?uploads'],
  ])('forbids %s %s', async (method, key) => {
    const answer = await refusal(await call(`${base}/${key}`, { method, ...(method === 'PUT' && { body: 'x' }) }));
    expect(answer).toMatchObject({ status: 403, code: 'FORBIDDEN' });
  });

  it('ends with its token', async () => {
    const token = await createArtifactToken(secret, scope, Date.now() + 1000);
    expect(await readArtifactToken(secret, token, Date.now())).toEqual(scope);
    expect(await readArtifactToken(secret, token, Date.now() + 2000)).toBeNull();
    expect(await readArtifactToken('other', token, Date.now())).toBeNull();
    expect(
      await readArtifactToken('', await createArtifactToken('x', scope, Date.now() + 1000), Date.now()),
    ).toBeNull();
    const [claim] = token.split('.');
    for (const forged of ['', '.', 'a.b', `${claim}.`, `${claim}.AAAA`])
      expect(await readArtifactToken(secret, forged, Date.now())).toBeNull();
    expect(await refusal(await call('/artifacts/forged/blobs/main/x'))).toMatchObject({ status: 403 });
  });
});

it('gives the bearer secret of the nodes no say over the scope', async () => {
  const forged = await createArtifactToken('node-secret', { tenantId: 'main', renderId: 'r_2' }, Date.now() + 60_000);
  expect(await refusal(await call(`/artifacts/${forged}/renders/main/r_2/output.mp4`))).toMatchObject({ status: 403 });
});

it('refuses keys that no store takes, for good', async () => {
  const key = `renders/main/r_1/${'é'.repeat(600)}`;
  for (const method of ['GET', 'HEAD', 'PUT', 'POST']) {
    const answer = await call(`${base}/${key}${method === 'POST' ? '?uploads' : ''}`, {
      method,
      ...(method === 'PUT' && { body: 'x' }),
    });
    expect([method, answer.status]).toEqual([method, 400]);
    if (method !== 'HEAD') expect(await refusal(answer)).toMatchObject({ code: 'INVALID_REQUEST', retryable: false });
  }
  await expect(new ObjectStore(env.ARTIFACTS).put('k'.repeat(1025), 'x')).rejects.toMatchObject({
    code: 'INVALID_REQUEST',
  });
});

it('lets a token for a plan write the chunks of that plan alone', async () => {
  const token = await createArtifactToken(secret, { ...scope, planHash: 'p' }, Date.now() + 60_000);
  const write = async (key: string) => (await call(`/artifacts/${token}/${key}`, { method: 'PUT', body: 'x' })).status;
  expect(await write('chunks/main/p/000000.mp4')).toBe(200);
  expect(await write('chunks/main/q/000000.mp4')).toBe(403);
  expect(await write('plans/main/p/plan.json')).toBe(403);
});

it('logs a fault that nobody foresaw and tells nothing of it', async () => {
  const events: LogEvent[] = [];
  const store = { head: () => Promise.reject(new Error('a bug')) } as unknown as ObjectStore;
  const log = (event: LogEvent) => void events.push(event);
  const answer = await handleArtifact(new Request('http://a/'), OWN, { store, scope, mirrors: {}, log });
  expect(await refusal(answer)).toMatchObject({
    status: 500,
    code: 'INTERNAL',
    message: expect.not.stringContaining('bug') as string,
  });
  expect(events).toMatchObject([{ event: 'artifact.request', outcome: 'failure', errorMessage: 'a bug' }]);
});

describe('faults of the store', () => {
  const failing = (operation: string, times: number) => {
    let left = times;
    return faultyBucket(env.ARTIFACTS, { fail: (name) => name === operation && left-- > 0 });
  };

  it('are tried again where nothing is lost by it', async () => {
    const store = new ObjectStore(failing('put', 2));
    await store.put('plans/main/p/retried', 'text');
    expect(await new ObjectStore(failing('get', 2)).getJson('plans/main/p/none')).toBeNull();
  });

  it('leave as STORAGE_UNAVAILABLE when they stay, and at once for a stream', async () => {
    await expect(new ObjectStore(failing('head', 99)).head('x')).rejects.toMatchObject({
      code: 'STORAGE_UNAVAILABLE',
      retryable: true,
    });
    const request = new Request('http://a/', { method: 'PUT', body: 'x', headers: { 'content-length': '1' } });
    const answer = await handleArtifact(request, OWN, {
      store: new ObjectStore(failing('put', 1)),
      scope,
      mirrors: {},
      log: noopLogger,
    });
    expect(await refusal(answer)).toMatchObject({ status: 503, code: 'STORAGE_UNAVAILABLE', retryable: true });
  });
});
