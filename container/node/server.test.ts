import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PROTOCOL_HEADER, PROTOCOL_VERSION, type NodeMessage } from '#contracts/protocol.ts';
import { openPlanCache } from '../loaded-plan/plan-cache.ts';
import type { Engine } from '../engine/engine.ts';
import type { LogFields } from '../system/logger.ts';
import { createNodeServer, type NodeServer } from './server.ts';
import { makeTempFolder, type TempFolder } from '../system/temp-folder.ts';
import { startMemoryArtifacts, type MemoryArtifacts } from '../testing/memory-artifacts.ts';
import { samplePlan } from '../testing/sample-plan.ts';

let folder: TempFolder;
let artifacts: MemoryArtifacts;
let server: NodeServer;
let url: string;
let events: (LogFields & { event: string })[];

/** A node without Chrome and FFmpeg: enough for whatever ends before a page is opened. */
async function start(secret: string | null = null, slots = 1): Promise<void> {
  const engine = { build: samplePlan().engine, plans: openPlanCache(folder.path), workDir: folder.path } as Engine;
  server = createNodeServer(engine, {
    secret,
    slots,
    logger: { event: (event, fields) => events.push({ event, ...fields }) },
  });
  await new Promise<void>((resolve) => server.http.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.http.address() as AddressInfo).port}`;
}

beforeEach(async () => {
  folder = await makeTempFolder(tmpdir(), 'server-test');
  artifacts = await startMemoryArtifacts();
  events = [];
});
afterEach(async () => {
  server.http.close();
  server.http.closeAllConnections();
  await artifacts[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const HEADERS = { [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) };
const CALL = { renderId: 'r', tenantId: 't', attempt: 1, planHash: 'a'.repeat(64), index: 0 };

function call(
  body: unknown,
  { path = '/chunk', headers = HEADERS as Record<string, string>, signal = null as AbortSignal | null } = {},
) {
  return fetch(url + path, {
    method: 'POST',
    headers,
    signal,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}
const good = () => ({ ...CALL, artifactsUrl: artifacts.url });
const messagesOf = async (response: Response) =>
  (await response.text())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as NodeMessage);
/** Makes the next request to the store hang, and tells when it has come. */
function holdStore(): Promise<void> {
  return new Promise((resolve) => {
    artifacts.fault = () => {
      resolve();
      return 'silence';
    };
  });
}

describe('a node', () => {
  it('says that it lives and what it is', async () => {
    await start();
    expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ ok: true });
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({
      ready: true,
      protocolVersion: PROTOCOL_VERSION,
      engine: samplePlan().engine,
      slots: 1,
      slotsBusy: 0,
      isDraining: false,
    });
  });

  it('shows nothing but its health without the secret', async () => {
    await start('s3cret');
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const readyStatus = async (authorization: string) =>
      (await fetch(`${url}/readyz`, { headers: { authorization } })).status;
    expect(await Promise.all(['', 'Bearer wrong!', 's3cret', 'Basic s3cret'].map(readyStatus))).toEqual([
      401, 401, 401, 401,
    ]);
    expect(await readyStatus('Bearer s3cret')).toBe(200);
    const refused = await call(good());
    expect(refused.status).toBe(401);
    expect(await refused.json()).toMatchObject({ error: { code: 'UNAUTHENTICATED', retryable: false } });
  });

  it.each([
    [
      'another protocol version',
      { headers: { [PROTOCOL_HEADER]: '999' } },
      500,
      'PROTOCOL_MISMATCH',
      /protocol 1, the caller 999/,
    ],
    ['no protocol version', { headers: {} }, 500, 'PROTOCOL_MISMATCH', /the caller none/],
    ['an unknown path', { path: '/nothing' }, 404, 'NOT_FOUND', /POST \/nothing/],
  ])('refuses %s', async (_what, options, status, code, message) => {
    await start();
    const response = await call(good(), options);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code, message: expect.stringMatching(message) } });
  });

  it('refuses another method', async () => {
    await start();
    expect((await fetch(`${url}/chunk`)).status).toBe(404);
  });

  it.each([
    ['is not JSON', '{', /not JSON/],
    ['is empty', '', /not JSON/],
    ['has an unknown field', { ...CALL, artifactsUrl: 'http://x', colour: 1 }, /^colour: is not a known field/],
    ['lacks a field', CALL, /^artifactsUrl: /],
    ['has a bad value', { ...CALL, artifactsUrl: 'http://x', index: -1 }, /^index: /],
    ['has a bad plan hash', { ...CALL, artifactsUrl: 'http://x', planHash: '../x' }, /^planHash: /],
  ])('refuses a body that %s', async (_what, body, message) => {
    await start();
    const response = await call(body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { code: 'INVALID_REQUEST', message: expect.stringMatching(message) },
    });
    expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({ slotsBusy: 0 });
  });

  it('refuses a body above 16 MiB', async () => {
    await start();
    const response = await call(`"${'x'.repeat(16 * 1024 * 1024)}"`);
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ error: { code: 'PAYLOAD_TOO_LARGE' } });
  });
});

describe('a call', () => {
  it('is answered by heartbeats and exactly one final line, and logged once', async () => {
    await start();
    const response = await call(good());
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    const messages = await messagesOf(response);
    expect(messages.map((message) => message.type)).toEqual(['heartbeat', 'error']);
    expect(messages.at(-1)).toMatchObject({ error: { code: 'PLAN_HASH_MISMATCH' } });
    expect(events).toEqual([
      expect.objectContaining({
        event: 'node.chunk',
        outcome: 'failure',
        errorCode: 'PLAN_HASH_MISMATCH',
        renderId: 'r',
        tenantId: 't',
        attempt: 1,
        chunkIndex: 0,
        durationMs: expect.any(Number),
      }),
    ]);
  });

  it('finds no slot when all are busy, and one again after a caller has gone away', async () => {
    await start();
    const held = holdStore();
    const abort = new AbortController();
    const first = await call(good(), { signal: abort.signal });
    await held;
    expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({ slotsBusy: 1 });
    const second = await call(good());
    expect(second.status).toBe(503);
    expect(await second.json()).toMatchObject({
      error: { code: 'NO_CAPACITY', retryable: true, message: expect.stringMatching(/1 slots? /) },
    });

    abort.abort();
    await expect(first.text()).rejects.toThrow();
    await expect.poll(() => events).toEqual([expect.objectContaining({ outcome: 'canceled', errorCode: 'CANCELLED' })]);
    artifacts.fault = () => null;
    expect((await call(good())).status).toBe(200);
  });

  it('finishes while the node drains, and none begins', async () => {
    await start();
    const held = holdStore();
    const first = await call(good());
    await held;
    let isDrained = false;
    const draining = server.drain().then(() => (isDrained = true));
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
    const second = await call(good());
    expect(await second.json()).toMatchObject({
      error: { code: 'NO_CAPACITY', message: 'This node is shutting down.' },
    });
    expect(isDrained).toBe(false);

    server.abort();
    expect((await messagesOf(first)).at(-1)).toMatchObject({ error: { code: 'CANCELLED' } });
    await draining;
  });
});
