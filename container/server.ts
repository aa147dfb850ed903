/**
 * HTTP ↔ engine. A call's answer is NDJSON and stays open until the work is done; a caller that goes away cancels it.
 * @module
 */
import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { EdgereelError, statusOf, toWire } from '#contracts/errors.ts';
import {
  HEARTBEAT_INTERVAL_MS,
  NODE_CALLS,
  PROTOCOL_HEADER,
  PROTOCOL_VERSION,
  type NodeCallName,
  type NodeMessage,
  type NodeReadiness,
} from '#contracts/protocol.ts';
import { parseRequest } from '#contracts/request.ts';
import { openArtifactStore } from './artifacts/artifact-store.ts';
import { CALLS } from './calls.ts';
import type { Engine } from './engine.ts';
import type { LogFields, Logger } from './logger.ts';
import { fromSystemError } from './node-errors.ts';

export interface NodeServer {
  readonly http: Server;
  /** Takes no more calls; resolves when those under way have ended. */
  drain(): Promise<void>;
  /** Ends the calls under way. */
  abort(): void;
}

interface ServerOptions {
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
    if (!name || request.method !== 'POST') throw new EdgereelError('NOT_FOUND', `There is no ${request.method} ${path}.`);
    checkProtocol(request);
    if (isDraining) throw new EdgereelError('NO_CAPACITY', 'This node is shutting down.');
    if (running.size >= slots) throw new EdgereelError('NO_CAPACITY', `All ${slots} slots of this node are busy.`);

    const abort = new AbortController();
    response.once('close', () => abort.abort());
    // The slot is taken before the body is read, so that two callers never share one.
    const work = answer(name, request, response, abort.signal).finally(() => running.delete(abort));
    running.set(abort, work);
    await work;
  }

  async function answer(name: NodeCallName, request: IncomingMessage, response: ServerResponse, signal: AbortSignal): Promise<void> {
    const body = parseRequest(NODE_CALLS[name].body, await readJson(request));
    response.writeHead(200, { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' });
    const send = (message: NodeMessage) => response.write(`${JSON.stringify(message)}\n`);
    send({ type: 'heartbeat' });
    const heartbeat = setInterval(() => send({ type: 'heartbeat' }), HEARTBEAT_INTERVAL_MS);
    const started = performance.now();
    const { renderId, tenantId, attempt } = body;
    const report = (outcome: string, facts: LogFields = {}) =>
      logger.event(`node.${name}`, {
        outcome,
        durationMs: Math.round(performance.now() - started),
        renderId,
        tenantId,
        attempt,
        ...('index' in body && { chunkIndex: body.index }),
        ...facts,
      });
    try {
      const store = openArtifactStore(body.artifactsUrl, signal);
      const call = CALLS[name] as (...args: unknown[]) => Promise<unknown>;
      const result = await call(engine, store, body, {
        signal,
        onProgress: (progress: object) => send({ type: 'progress', ...progress } as NodeMessage),
      });
      send({ type: 'result', result });
      report('success', stageTimes(result));
    } catch (thrown) {
      const error = signal.aborted ? new EdgereelError('CANCELLED', undefined, { cause: thrown }) : fromSystemError(thrown);
      send({ type: 'error', error: toWire(error) });
      report(signal.aborted ? 'cancelled' : 'failure', { errorCode: error.code });
      if (error.code === 'INTERNAL') logger.event('node.unexpected', { renderId, stack: stackOf(thrown) });
    } finally {
      clearInterval(heartbeat);
      response.end();
    }
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
  const version = request.headers[PROTOCOL_HEADER];
  if (version !== String(PROTOCOL_VERSION)) {
    throw new EdgereelError('PROTOCOL_MISMATCH', `This node speaks protocol ${PROTOCOL_VERSION}, the caller ${version ?? 'none'}: deploy both from one version.`);
  }
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_BODY_BYTES) throw new EdgereelError('PAYLOAD_TOO_LARGE', `A call must not exceed ${MAX_BODY_BYTES} bytes.`);
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

/** `captureMs` and the like, where the result has them. */
function stageTimes(result: unknown): LogFields {
  const stages = (result as { stages?: Record<string, number> }).stages ?? {};
  return Object.fromEntries(Object.entries(stages).map(([stage, ms]) => [`${stage}Ms`, ms]));
}

function stackOf(thrown: unknown): string {
  const parts: string[] = [];
  for (let error = thrown; error instanceof Error; error = error.cause) parts.push(error.stack ?? error.message);
  return parts.join('\ncaused by ').slice(0, 4000);
}
