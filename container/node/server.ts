/**
 * HTTP ↔ engine: who may call, which call it is, and whether there is a slot for it. A caller that goes away cancels its call.
 * @module
 */
import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { EdgereelError, statusOf, toWire } from '#contracts/errors.ts';
import {
  NODE_CALLS,
  PROTOCOL_HEADER,
  PROTOCOL_VERSION,
  type NodeCallName,
  type NodeReadiness,
} from '#contracts/protocol.ts';
import { parseRequest } from '#contracts/request.ts';
import { answerCall } from './answer-call.ts';
import type { Engine } from '../engine/engine.ts';
import type { Logger } from '../system/logger.ts';
import { fromSystemError } from '../system/node-errors.ts';

export interface NodeServer {
  readonly http: Server;
  /** Takes no more calls; resolves when those under way have ended. */
  drain(): Promise<void>;
  /** Ends the calls under way. */
  abort(): void;
}

interface ServerOptions {
  /** Bearer that callers must show; null where the network itself is the fence (a container behind its Durable Object). */
  secret: string | null;
  slots: number;
  logger: Logger;
}

/** A call carries variables of any size up to what the API takes. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

export function createNodeServer(engine: Engine, { secret, slots, logger }: ServerOptions): NodeServer {
  const running = new Map<AbortController, Promise<void>>();
  let isDraining = false;

  const readiness = (): NodeReadiness => ({
    ready: !isDraining,
    protocolVersion: PROTOCOL_VERSION,
    engine: engine.build,
    slots,
    slotsBusy: running.size,
    isDraining,
  });

  const http = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => sendError(response, error));
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url?.split('?')[0];
    if (request.method === 'GET' && path === '/healthz') return sendJson(response, 200, { ok: true });
    authorize(request, secret);
    if (request.method === 'GET' && path === '/readyz') return sendJson(response, isDraining ? 503 : 200, readiness());
    const name = (Object.keys(NODE_CALLS) as NodeCallName[]).find((call) => NODE_CALLS[call].path === path);
    if (!name || request.method !== 'POST')
      throw new EdgereelError('NOT_FOUND', `There is no ${request.method} ${path}.`);
    checkProtocol(request);
    if (isDraining) throw new EdgereelError('NO_CAPACITY', 'This node is shutting down.');
    if (running.size >= slots) throw new EdgereelError('NO_CAPACITY', `All ${slots} slots of this node are busy.`);

    const abort = new AbortController();
    response.once('close', () => abort.abort());
    // The slot is taken before the body is read, so that two callers never share one.
    const work = (async () => {
      const body = parseRequest(NODE_CALLS[name].body, await readJson(request));
      await answerCall(name, body, response, { engine, logger, signal: abort.signal });
    })().finally(() => running.delete(abort));
    running.set(abort, work);
    await work;
  }

  return {
    http,
    async drain() {
      isDraining = true;
      await Promise.allSettled(running.values());
    },
    abort() {
      for (const controller of running.keys()) controller.abort();
    },
  };
}

function authorize(request: IncomingMessage, secret: string | null): void {
  if (secret === null) return;
  const expected = Buffer.from(`Bearer ${secret}`);
  const given = Buffer.from(request.headers.authorization ?? '');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new EdgereelError('UNAUTHENTICATED', 'This node requires the secret it was started with.');
  }
}

function checkProtocol(request: IncomingMessage): void {
  const version = String(request.headers[PROTOCOL_HEADER] ?? 'none');
  if (version !== String(PROTOCOL_VERSION)) {
    throw new EdgereelError(
      'PROTOCOL_MISMATCH',
      `This node speaks protocol ${PROTOCOL_VERSION}, the caller ${version}: deploy both from one version.`,
    );
  }
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_BODY_BYTES)
      throw new EdgereelError('PAYLOAD_TOO_LARGE', `A call must not exceed ${MAX_BODY_BYTES} bytes.`);
    parts.push(part);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8'));
  } catch {
    throw new EdgereelError('INVALID_REQUEST', 'The body is not JSON.');
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function sendError(response: ServerResponse, thrown: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const error = toWire(fromSystemError(thrown));
  sendJson(response, statusOf(error.code), { error });
}
