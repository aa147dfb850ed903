/**
 * One request to the API, its failures as our errors.
 * @module
 */
import { asEdgereelError, EdgereelError, fromWire } from '#contracts/errors.ts';

export interface Connection {
  /** Address of the deployment, without a slash at the end. */
  baseUrl: string;
  /** Left out only towards a server on loopback without keys. */
  apiKey?: string;
}

export interface ApiRequest {
  method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  headers?: Record<string, string>;
  /** Sent as JSON. */
  json?: unknown;
  body?: Uint8Array<ArrayBuffer>;
  signal?: AbortSignal | undefined;
}

/** Sends a request; `path` may also be an absolute address of the same deployment. Throws what the server says, `NODE_LOST`'s kin for a broken line. */
export async function sendRequest({ baseUrl, apiKey }: Connection, path: string, request: ApiRequest = {}): Promise<Response> {
  const { method = 'GET', json, signal } = request;
  const headers = new Headers(request.headers);
  if (apiKey !== undefined) headers.set('authorization', `Bearer ${apiKey}`);
  if (json !== undefined) headers.set('content-type', 'application/json');
  const body = json === undefined ? request.body : JSON.stringify(json);
  const url = new URL(path, `${baseUrl}/`);
  let response: Response;
  try {
    response = await fetch(url, { method, headers, ...(body !== undefined && { body }), ...(signal && { signal }) });
  } catch (cause) {
    signal?.throwIfAborted();
    throw new EdgereelError('INTERNAL', `${url.origin} cannot be reached: ${(cause as Error).message}.`, { cause });
  }
  if (!response.ok) throw await readError(response, url);
  return response;
}

/** Whether a request may succeed when sent again: the server says so, or it was never reached. */
export function isPassing(error: unknown): boolean {
  const { retryable, cause } = asEdgereelError(error);
  return retryable || cause !== undefined;
}

async function readError(response: Response, url: URL): Promise<EdgereelError> {
  const body: unknown = await response.json().catch(() => null);
  if (typeof body === 'object' && body !== null && 'error' in body) return fromWire(body.error as Parameters<typeof fromWire>[0]);
  return new EdgereelError('INTERNAL', `${url.pathname} answered ${response.status} without saying why.`);
}
