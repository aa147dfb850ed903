import { createServer, request as requestHttp, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { startFront } from './front.ts';

/** A front before a server that tells what it was asked. */
async function startBoth(): Promise<URL> {
  const server = createServer((request, response) => {
    if (request.url === '/broken') return void response.writeHead(500).end('Error: at /home/me/worker.js:1');
    if (request.url === '/gone') return void request.socket.destroy();
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const body = Buffer.concat(pieces).toString();
      response.writeHead(200, {
        'content-type': 'application/json',
        connection: 'keep-alive',
        'set-cookie': ['a=1', 'b=2'],
      });
      response.end(JSON.stringify({ method: request.method, url: request.url, headers: request.headers, body }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const target = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const front = await startFront({ port: 0, target, secret: 'secret' });
  onTestFinished(() => front[Symbol.asyncDispose]());
  return new URL(front.url);
}

/** Sends bytes as they are and reads until the end. */
async function raw(url: URL, text: string): Promise<string> {
  const socket = connect(Number(url.port), url.hostname);
  socket.end(text.replaceAll('\n', '\r\n'));
  let answer = '';
  for await (const piece of socket.setEncoding('utf8')) answer += piece as string;
  return answer;
}

const errorOf = (answer: string) => {
  const [head = '', body = ''] = answer.split('\r\n\r\n', 2);
  return {
    status: Number(head.split(' ')[1]),
    ...(JSON.parse(body) as { error: { code: string; message: string } }).error,
  };
};

test('a request passes with its body, and the Worker hears who sent it', async () => {
  const url = await startBoth();
  const answer = await fetch(new URL('/api/render?wait=1', url), { method: 'POST', body: 'text' });
  expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  expect(await answer.json()).toMatchObject({
    method: 'POST',
    url: '/api/render?wait=1',
    body: 'text',
    headers: { host: url.host, 'content-length': '4', 'x-edgereel-local-caller': 'secret' },
  });
});

test.for<[string, string, string]>([
  [
    'what the caller claims is not passed on',
    'X-Edgereel-Local-Caller: secret\nMF-Original-URL: http://x/',
    'secret a proxy handed it on (MF-Original-URL)',
  ],
  ['a proxy is told', 'X-Forwarded-For: 127.0.0.1', 'secret a proxy handed it on (X-Forwarded-For)'],
  [
    'a foreign page is told',
    'Origin: https://evil.example',
    'secret a page of the origin https://evil.example sent it',
  ],
  ['what a caller writes stays one line', 'Origin: \u00e9\u00e9', 'secret a page of the origin ???? sent it'],
])('%s', async ([, headers, told]) => {
  const url = await startBoth();
  const answer = await raw(url, `GET / HTTP/1.1\nHost: ${url.host}\nConnection: close\n${headers}\n\n`);
  const passed = (JSON.parse(answer.slice(answer.indexOf('{'), answer.lastIndexOf('}') + 1)) as { headers: object })
    .headers;
  expect(passed).toMatchObject({ 'x-edgereel-local-caller': told });
  expect(passed).not.toHaveProperty('mf-original-url');
});

test.for<[string, string, number, string]>([
  ['two hosts', 'GET / HTTP/1.1\nHost: localhost\nHost: evil.example\n\n', 400, 'INVALID_REQUEST'],
  ['the same host twice', 'GET / HTTP/1.1\nHost: localhost\nHost: localhost\n\n', 400, 'INVALID_REQUEST'],
  ['no host', 'GET / HTTP/1.1\n\n', 400, 'INVALID_REQUEST'],
  ['an empty host', 'GET / HTTP/1.1\nHost:\n\n', 400, 'INVALID_REQUEST'],
  ['a host that is none', 'GET / HTTP/1.1\nHost: a b\n\n', 400, 'INVALID_REQUEST'],
  [
    'a whole address as the path',
    'GET http://localhost/api/renders HTTP/1.1\nHost: localhost\n\n',
    400,
    'INVALID_REQUEST',
  ],
  ['a path without encoding', 'GET /%zz HTTP/1.1\nHost: localhost\n\n', 400, 'INVALID_REQUEST'],
  ['half a character', 'GET /preview/%E0%A4/x HTTP/1.1\nHost: localhost\n\n', 400, 'INVALID_REQUEST'],
  ['OPTIONS *', 'OPTIONS * HTTP/1.1\nHost: localhost\n\n', 400, 'INVALID_REQUEST'],
  ['no HTTP', 'GET / FTP/1.1\n\n', 400, 'INVALID_REQUEST'],
  ['a name of a header with a space', 'GET / HTTP/1.1\nHost: localhost\nA B: c\n\n', 400, 'INVALID_REQUEST'],
  ['two lengths', 'POST / HTTP/1.1\nHost: localhost\nContent-Length: 1\nContent-Length: 2\n\n', 400, 'INVALID_REQUEST'],
  [
    'length and chunks',
    'POST / HTTP/1.1\nHost: localhost\nContent-Length: 1\nTransfer-Encoding: chunked\n\n',
    400,
    'INVALID_REQUEST',
  ],
  [
    'another expectation',
    'POST / HTTP/1.1\nHost: localhost\nExpect: more\nContent-Length: 0\n\n',
    400,
    'INVALID_REQUEST',
  ],
  ['huge headers', `GET / HTTP/1.1\nHost: localhost\nA: ${'a'.repeat(20_000)}\n\n`, 431, 'HEADERS_TOO_LARGE'],
  ['a huge address', `GET /${'a'.repeat(20_000)} HTTP/1.1\nHost: localhost\n\n`, 431, 'HEADERS_TOO_LARGE'],
  ['TRACE', 'TRACE / HTTP/1.1\nHost: localhost\n\n', 405, 'METHOD_NOT_ALLOWED'],
  ['CONNECT', 'CONNECT localhost:1 HTTP/1.1\nHost: localhost:1\n\n', 405, 'METHOD_NOT_ALLOWED'],
  ['PROPFIND', 'PROPFIND / HTTP/1.1\nHost: localhost\n\n', 405, 'METHOD_NOT_ALLOWED'],
  ['a method of its own', 'RENDER / HTTP/1.1\nHost: localhost\n\n', 405, 'METHOD_NOT_ALLOWED'],
  ['the tools of the runtime', 'GET /cdn-cgi/local/explorer HTTP/1.1\nHost: localhost\n\n', 404, 'NOT_FOUND'],
  ['an answer in words of the runtime', 'GET /broken HTTP/1.1\nHost: localhost\n\n', 500, 'INTERNAL'],
  ['a Worker that is gone', 'GET /gone HTTP/1.1\nHost: localhost\n\n', 503, 'SERVICE_UNAVAILABLE'],
])('%s is refused as any request is', async ([, text, status, code]) => {
  const refused = errorOf(await raw(await startBoth(), text));
  expect(refused).toMatchObject({ status, code, requestId: expect.any(String) as string });
  expect(refused.message).toMatch(/\.$/);
  expect(refused.message).not.toMatch(/home|Error:/);
});

test('who leaves is told to the Worker', async () => {
  let left: Promise<unknown> | undefined;
  const server = createServer((request: IncomingMessage, response) => {
    left = once(response, 'close');
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': first\n\n');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const target = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await using front = await startFront({ port: 0, target, secret: 's' });
  const asking = requestHttp(front.url).end();
  const [answer] = (await once(asking, 'response')) as [IncomingMessage];
  expect(String((await once(answer, 'data'))[0])).toBe(': first\n\n');
  answer.destroy();
  await left;
});
