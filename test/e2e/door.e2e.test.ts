/**
 * Who is let in by the local Worker, in real workerd: callers on this machine alone, and nobody without the key once there is one.
 * @module
 */
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request as requestHttp } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claimPort } from '../../local/free-port.ts';
import { startLocalWorker } from '../../local/local-worker.ts';
import { openPlaces } from '../../local/part-places.ts';
import { COMPOSITIONS_DIR } from '../../local/paths.ts';
import { buildEngine } from '../../scripts/build.ts';

const RENDER = JSON.stringify({ composition: '<div></div>' });
const running = new AsyncDisposableStack();
afterAll(() => running.disposeAsync());

async function startWorker(vars: Record<string, string>): Promise<URL> {
  const folder = await mkdtemp(join(tmpdir(), 'edgereel-door-'));
  running.defer(() => rm(folder, { recursive: true, force: true }));
  const { places } = running.use(await openPlaces(folder));
  const worker = await startLocalWorker(
    {
      port: await claimPort(0),
      stateDir: join(folder, 'state'),
      vars,
      compositionsDir: COMPOSITIONS_DIR,
      built: await buildEngine(),
    },
    places,
  );
  running.defer(() => worker.stop());
  return new URL(String(worker.ready.url));
}

/** A proxy as nginx is by default, which asks for the server behind it by that one's own address. */
async function startProxy(target: URL, headers: Record<string, string>): Promise<string> {
  const server = createServer((request, response) => {
    const { host: _host, ...passed } = request.headers;
    const outgoing = requestHttp(new URL(request.url!, target), {
      method: request.method!,
      headers: { ...passed, ...headers },
    });
    outgoing.on('response', (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    request.pipe(outgoing);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  running.defer(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Status of what is answered to these very bytes. */
async function rawStatus(url: URL, lines: readonly string[], body = ''): Promise<number> {
  const socket = connect(Number(url.port), '127.0.0.1');
  const length = body ? [`Content-Length: ${body.length}`, 'Content-Type: text/plain'] : [];
  socket.write([...lines, ...length, 'Connection: close', '', body].join('\r\n'));
  let answer = '';
  for await (const piece of socket.setEncoding('utf8')) answer += piece as string;
  if (!answer.startsWith('HTTP/1.1 2')) expect(answer).toContain('"error":{"code":');
  return Number(answer.split(' ')[1]);
}

const post = (url: URL | string, headers: Record<string, string> = {}) =>
  fetch(new URL('/api/render', url), { method: 'POST', body: RENDER, headers });

describe('without a key', () => {
  let url: URL;
  beforeAll(async () => {
    url = await startWorker({});
  });

  test('programs and pages of this machine are let in', async () => {
    expect((await fetch(new URL('/api/renders', url))).status).toBe(200);
    expect((await fetch(`http://localhost:${url.port}/api/renders`)).status).toBe(200);
    // No node is there to render: the request got in.
    expect((await post(url)).status).toBe(503);
    expect((await post(url, { origin: url.origin, 'sec-fetch-site': 'same-origin' })).status).toBe(503);
  });

  test.for<[string, string[]]>([
    ['another name for this machine (DNS rebinding)', ['Host: rebound.example']],
    ['a name under localhost', ['Host: a.localhost']],
    ['an address that the runtime is told', ['Host: rebound.example', 'MF-Original-URL: http://127.0.0.1/api/renders']],
    ['the same beside a loopback name', ['Host: 127.0.0.1', 'MF-Original-URL: http://127.0.0.1/api/renders']],
    ['a guessed word of the front', ['Host: rebound.example', 'X-Edgereel-Local-Caller: ']],
    ['a proxy in front', ['Host: 127.0.0.1', 'Via: 1.1 proxy']],
    ['a tunnel', ['Host: localhost', 'CF-Connecting-IP: 127.0.0.1', 'CF-Ray: 1']],
    ['a page of another origin', ['Host: localhost', 'Origin: https://evil.example']],
    ['a page without origin', ['Host: localhost', 'Origin: null']],
    [
      'a request that a page may send without asking (no-cors)',
      ['Host: localhost', 'Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: no-cors'],
    ],
  ])('%s is not', async ([, headers]) => {
    expect(await rawStatus(url, ['GET /api/renders HTTP/1.1', ...headers])).toBe(401);
    expect(await rawStatus(url, ['POST /api/render HTTP/1.1', ...headers], RENDER)).toBe(401);
  });

  test('nor is HTTP/1.0, which nginx speaks to a server behind it, nor a request by two names', async () => {
    expect(await rawStatus(url, ['GET /api/renders HTTP/1.0', 'Host: 127.0.0.1'])).toBe(401);
    expect(await rawStatus(url, ['GET /api/renders HTTP/1.1', 'Host: localhost', 'Host: a.example'])).toBe(400);
    expect(await rawStatus(url, ['GET http://localhost/api/renders HTTP/1.1', 'Host: a.example'])).toBe(400);
  });

  test.for(['x-forwarded-for', 'x-real-ip', 'forwarded', 'via', 'x-forwarded-proto'])(
    'a proxy that adds %s is not let in',
    async (name) => {
      const proxy = await startProxy(url, { [name]: name === 'x-forwarded-proto' ? 'https' : '203.0.113.7' });
      const refused = await post(proxy);
      expect(refused.status).toBe(401);
      expect(await refused.text()).toContain(`a proxy handed it on (${name})`);
    },
  );

  test('what is public by design stays open to pages without origin', async () => {
    const page = { origin: 'null', 'sec-fetch-site': 'cross-site' };
    for (const path of [
      '/preview/kinetic-titles/index.html',
      '/__edgereel/runtime.js',
      '/player/edgereel-player.js',
      '/healthz',
    ])
      expect([path, (await fetch(new URL(path, url), { headers: page })).status]).toEqual([path, 200]);
  });

  test('every odd request has a typed answer', async () => {
    const host = ['Host: localhost'];
    expect(await rawStatus(url, ['GET /preview/%zz/x HTTP/1.1', ...host])).toBe(400);
    expect(await rawStatus(url, ['GET /%ff HTTP/1.1', ...host])).toBe(400);
    expect(await rawStatus(url, ['TRACE /api/renders HTTP/1.1', ...host])).toBe(405);
    expect(await rawStatus(url, ['PATCH /api/renders HTTP/1.1', ...host])).toBe(405);
    expect(await rawStatus(url, ['DELETE /index.html HTTP/1.1', ...host])).toBe(405);
    expect(await rawStatus(url, ['GET /nothing//here HTTP/1.1', ...host])).toBe(404);
    expect(await rawStatus(url, ['GET /cdn-cgi/local/explorer HTTP/1.1', ...host])).toBe(404);
    expect(await rawStatus(url, ['GET /api/renders HTTP/1.1', ...host, `A: ${'a'.repeat(17_000)}`])).toBe(431);
  });
});

test('with a key nobody else is let in, on loopback neither', async () => {
  const url = await startWorker({ EDGEREEL_ADMIN_KEY: 'key' });
  expect((await fetch(new URL('/api/renders', url))).status).toBe(401);
  expect((await post(url)).status).toBe(401);
  expect((await post(url, { authorization: 'Bearer key' })).status).toBe(503);
  // A key opens the API to pages and proxies too.
  expect(
    (await post(url, { authorization: 'Bearer key', origin: 'https://app.example', via: '1.1 proxy' })).status,
  ).toBe(503);
});
