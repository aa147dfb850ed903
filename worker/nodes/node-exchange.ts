/**
 * The wire between Worker and render node, the same for every kind of node: POST, NDJSON back, silence watched.
 * @module
 */
import { EdgereelError, fromWire, isEdgereelError } from '#contracts/errors.ts';
import { MAX_NODE_ANSWER_LENGTH } from '#contracts/limits.ts';
import {
  NODE_CALLS,
  NodeReadiness,
  PROTOCOL_HEADER,
  PROTOCOL_VERSION,
  SILENCE_LIMIT_MS,
  type NodeCallBody,
  type NodeCallName,
  type NodeCallResult,
  NodeMessage,
} from '#contracts/protocol.ts';
import { readLines } from './read-lines.ts';
import type { CallOptions } from './render-node.ts';

/** A container may have to start first. */
const READINESS_LIMIT_MS = 45_000;

export interface Exchange {
  nodeId: string;
  /** Sends a request for a path of the node, and may throw anything. */
  send(path: string, init: RequestInit): Promise<Response>;
  /** Reads an answer that is not the node's own (a proxy's, the platform's); null when it means nothing to the adapter. */
  readForeignAnswer?(status: number, text: string): EdgereelError | null;
  /** For tests; default `SILENCE_LIMIT_MS`, for a readiness check `READINESS_LIMIT_MS`. */
  silenceLimitMs?: number;
}

export async function callNode<Name extends NodeCallName>(
  exchange: Exchange,
  name: Name,
  body: NodeCallBody<Name>,
  { signal, onProgress }: CallOptions,
): Promise<NodeCallResult<Name>> {
  using silence = watchSilence(exchange.silenceLimitMs ?? SILENCE_LIMIT_MS);
  const { path, result } = NODE_CALLS[name];
  return await guarded(exchange, signal, silence.signal, async (both) => {
    const response = await exchange.send(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) },
      body: JSON.stringify(body),
      signal: both,
    });
    if (!response.ok || !response.body) throw await readFailure(exchange, response);
    for await (const line of readLines(response.body, { signal: both })) {
      silence.reset();
      const message = parseMessage(exchange, line);
      if (message.type === 'progress') onProgress(message);
      if (message.type === 'error') throw fromWire(message.error);
      if (message.type === 'result') return parseAs<NodeCallResult<Name>>(exchange, result, message.result);
    }
    throw new EdgereelError('NODE_LOST', `Node ${exchange.nodeId} closed the connection without a result.`);
  });
}

export async function askReadiness(exchange: Exchange): Promise<NodeReadiness> {
  using silence = watchSilence(exchange.silenceLimitMs ?? READINESS_LIMIT_MS);
  return await guarded(exchange, null, silence.signal, async (signal) => {
    const response = await exchange.send('/readyz', {
      headers: { [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) },
      signal,
    });
    const text = await readText(response);
    // A node that drains or warms up answers 503 with the same body.
    const parsed = NodeReadiness.safeParse(parseJson(text));
    if (parsed.success) return parsed.data;
    if (response.ok) throw mismatch(exchange, '/readyz');
    throw foreignOrLost(exchange, response.status, text);
  });
}

/** Runs an exchange under the caller's signal and the silence limit, and gives every failure our name for it. */
async function guarded<T>(
  exchange: Exchange,
  caller: AbortSignal | null,
  silence: AbortSignal,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const both = caller ? AbortSignal.any([caller, silence]) : silence;
  try {
    // Raced, for not every way to send heeds a signal while it waits for the answer to begin.
    return await Promise.race([run(both), whenAborted(both)]);
  } catch (error) {
    if (caller?.aborted) {
      const reason: unknown = caller.reason;
      throw isEdgereelError(reason) ? reason : new EdgereelError('CANCELLED', undefined, { cause: error });
    }
    if (silence.aborted)
      throw new EdgereelError('NODE_TIMEOUT', `Node ${exchange.nodeId} fell silent.`, { cause: error });
    if (isEdgereelError(error)) throw error;
    throw new EdgereelError('NODE_LOST', `The connection to node ${exchange.nodeId} broke.`, { cause: error });
  }
}

async function readFailure(exchange: Exchange, response: Response): Promise<EdgereelError> {
  const text = await readText(response);
  const wire = (parseJson(text) as { error?: { code?: unknown; message?: unknown } } | null)?.error;
  if (typeof wire?.code === 'string' && typeof wire.message === 'string')
    return fromWire(wire as Parameters<typeof fromWire>[0]);
  return foreignOrLost(exchange, response.status, text);
}

function foreignOrLost(exchange: Exchange, status: number, text: string): EdgereelError {
  const foreign = exchange.readForeignAnswer?.(status, text);
  return foreign ?? new EdgereelError('NODE_LOST', `Node ${exchange.nodeId} answered ${status}: ${text.slice(0, 200)}`);
}

/** Text of an answer, up to `MAX_NODE_ANSWER_LENGTH` characters. */
async function readText({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of body ?? []) {
    text += decoder.decode(bytes as Uint8Array, { stream: true });
    if (text.length >= MAX_NODE_ANSWER_LENGTH) break;
  }
  return text.slice(0, MAX_NODE_ANSWER_LENGTH);
}

function parseMessage(exchange: Exchange, line: string): NodeMessage {
  const message = NodeMessage.safeParse(parseJson(line));
  if (!message.success) throw mismatch(exchange, line.slice(0, 200));
  return message.data;
}

function parseAs<T>(
  exchange: Exchange,
  schema: { safeParse(value: unknown): { success: boolean; data?: unknown } },
  value: unknown,
): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw mismatch(exchange, 'its result');
  return parsed.data as T;
}

const mismatch = (exchange: Exchange, what: string): EdgereelError =>
  new EdgereelError(
    'PROTOCOL_MISMATCH',
    `Node ${exchange.nodeId} does not speak protocol ${PROTOCOL_VERSION}: ${what}`,
  );

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });
}

/** A signal that aborts when `reset` is not called for so long. */
function watchSilence(limitMs: number): { signal: AbortSignal; reset(): void } & Disposable {
  const controller = new AbortController();
  let timer = setTimeout(() => controller.abort(), limitMs);
  return {
    signal: controller.signal,
    reset() {
      clearTimeout(timer);
      timer = setTimeout(() => controller.abort(), limitMs);
    },
    [Symbol.dispose]: () => clearTimeout(timer),
  };
}
