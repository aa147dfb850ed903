/**
 * The HTTP front of the local Worker: a server on loopback that sees each request as it came over the wire, tells the Worker whether the
 * caller is on this machine (`contracts/local-caller.ts`), and passes the request on. A malformed request, and what the runtime below the
 * Worker answers in words of its own, become errors like any other of the API.
 * @module
 */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import {
  createServer,
  request as requestHttp,
  STATUS_CODES,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { EdgereelError, toWire } from '#contracts/errors.ts';
import { findForeignSign, LOCAL_CALLER_HEADER } from '#contracts/local-caller.ts';
import { findMalformed, ofRuntime, ofUnreadable } from './malformed-request.ts';

export interface FrontOptions {
  /** Port on 127.0.0.1; 0 takes any free one. */
  port: number;
  /** Base URL at which the Worker listens. */
  target: URL;
  /** Secret that the Worker knows, and nobody else. */
  secret: string;
}

export interface Front extends AsyncDisposable {
  /** Base URL, with a slash at the end. */
  readonly url: string;
}

export async function startFront({ port, target, secret }: FrontOptions): Promise<Front> {
  const inAnswer = new WeakSet<Duplex>();
  // Only the headers have a time limit, a body has none. The Host is checked with the other headers.
  const server = createServer({ requestTimeout: 0, requireHostHeader: false }, (request, response) => {
    inAnswer.add(request.socket);
    response.once('close', () => inAnswer.delete(request.socket));
    const malformed = findMalformed(request);
    if (malformed) return refuse(response, malformed);
    return passOn(request, response, { target, secret });
  });
  // A caller may close its side when it has sent all, and still read. The types of Node lack this option of its server.
  Object.assign(server, { httpAllowHalfOpen: true });
  server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) =>
    refuse(response, new EdgereelError('INVALID_REQUEST', 'Expect must be 100-continue.')),
  );
  server.on('connect', (request: IncomingMessage, socket: Duplex) => end(socket, findMalformed(request)!));
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    // Bytes of an answer under way cannot be taken back.
    if (error.code === 'ECONNRESET' || !socket.writable || inAnswer.has(socket)) socket.destroy();
    else end(socket, ofUnreadable(error.code));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Headers that are not passed on: those of one connection, and those that tell miniflare what to do. */
const NOT_PASSED_ON =
  /^(connection|keep-alive|proxy-connection|te|trailer|transfer-encoding|upgrade|expect|mf-.*|x-edgereel-local-caller)$/i;

function passOn(
  request: IncomingMessage,
  response: ServerResponse,
  { target, secret }: Omit<FrontOptions, 'port'>,
): void {
  const headers = pairsOf(request.rawHeaders);
  const sign = findForeignSign({
    remoteAddress: request.socket.remoteAddress ?? '',
    httpVersion: request.httpVersion,
    headers,
  });
  const passed = headers.filter(([name]) => !NOT_PASSED_ON.test(name));
  passed.push([LOCAL_CALLER_HEADER, `${secret} ${headerText(sign ?? '')}`.trim()]);
  const isChunked = request.headers['transfer-encoding'] !== undefined;
  if (isChunked) passed.push(['transfer-encoding', 'chunked']);
  else if (request.headers['content-length'] === undefined && request.method !== 'GET' && request.method !== 'HEAD')
    passed.push(['content-length', '0']);

  const outgoing = requestHttp({
    host: target.hostname,
    port: target.port,
    method: request.method,
    path: request.url,
    headers: passed.flat(),
    setHost: false,
    agent: false,
  });
  outgoing.on('response', (incoming) => passBack(incoming, response));
  outgoing.on('error', () => {
    if (response.headersSent) response.destroy();
    else refuse(response, new EdgereelError('SERVICE_UNAVAILABLE', 'The Worker is starting again; try in a moment.'));
  });
  response.once('close', () => outgoing.destroy());
  request.pipe(outgoing);
}

function passBack(incoming: IncomingMessage, response: ServerResponse): void {
  if (response.headersSent) return void incoming.destroy();
  const status = incoming.statusCode!;
  const isOurs = status < 400 || incoming.headers['content-type']?.startsWith('application/json');
  if (!isOurs) {
    incoming.resume();
    return refuse(response, ofRuntime(status));
  }
  response.writeHead(
    status,
    incoming.statusMessage,
    pairsOf(incoming.rawHeaders)
      .filter(([name]) => !NOT_PASSED_ON.test(name))
      .flat(),
  );
  if (incoming.headers['content-type']?.startsWith('text/event-stream')) {
    // Events are sent as they happen, and to nobody who has left: such an answer would have no other end.
    response.flushHeaders();
    response.socket?.once('end', () => response.destroy());
  }
  incoming.once('error', () => response.destroy());
  incoming.pipe(response);
}

function refuse(response: ServerResponse, error: EdgereelError): void {
  const body = bodyOf(error);
  response.writeHead(error.status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  });
  response.end(body);
}

/** Answers on a connection without a request that could be read. */
function end(socket: Duplex, error: EdgereelError): void {
  const body = bodyOf(error);
  socket.end(
    `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status]}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

const bodyOf = (error: EdgereelError): string => JSON.stringify({ error: toWire(error, randomUUID()) });

function pairsOf(raw: readonly string[]): [name: string, value: string][] {
  return Array.from({ length: raw.length / 2 }, (_, i) => [raw[2 * i]!, raw[2 * i + 1]!]);
}

/** A text, shortened, with what cannot stand in a header replaced. */
const headerText = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?').slice(0, 200);
