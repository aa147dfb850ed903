/**
 * One request to the API, its failures as our errors.
 * @module
 */
import { z } from 'zod';
import { EdgereelError, fromWire, isEdgereelError } from '#contracts/errors.ts';

export interface Connection {
  /** Address of the deployment, without a slash at the end. */
  baseUrl: string;
  /** Left out only towards a server on loopback without keys. */
  apiKey?: string;
}

export interface ApiRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  headers?: Record<string, string>;
  /** Sent as JSON. */
  json?: unknown;
  body?: Blob;
  signal?: AbortSignal | undefined;
}

/**
 * Sends a request to `path` below the base address. Throws the server's error, or `INTERNAL` when there is none to be
 * had.
 */
export async function sendRequest(
  { baseUrl, apiKey }: Connection,
  path: string,
  request: ApiRequest = {},
): Promise<Response> {
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
    throw new EdgereelError('INTERNAL', `${url.origin} cannot be reached: ${(cause as Error).message}.`, {
      cause,
      details: UNREACHABLE,
    });
  }
  if (!response.ok) throw await readError(response, url);
  return response;
}

const UNREACHABLE = { isUnreachable: true };

/** Whether a request may succeed when sent again: the server says so, or it was never reached. */
export function isPassing(error: unknown): boolean {
  return isEdgereelError(error) && (error.retryable || error.details.isUnreachable === true);
}

/** Sends a request and reads its answer. Throws `INTERNAL` when that is something else than the API gives. */
export async function readAnswer<Schema extends z.ZodType>(
  schema: Schema,
  connection: Connection,
  path: string,
  request: ApiRequest = {},
): Promise<z.infer<Schema>> {
  const response = await sendRequest(connection, path, request);
  const text = await response.text().catch((cause: unknown) => {
    request.signal?.throwIfAborted();
    throw new EdgereelError('INTERNAL', `/${path} broke off its answer.`, { cause, details: UNREACHABLE });
  });
  return parseAnswer(schema, path, text);
}

/** Reads the JSON that came from a path. */
export function parseAnswer<Schema extends z.ZodType>(schema: Schema, path: string, json: string): z.infer<Schema> {
  try {
    return schema.parse(JSON.parse(json));
  } catch (cause) {
    throw new EdgereelError(
      'INTERNAL',
      `/${path} answered something else than the API of this version. Check the address, and that client and server are of one version.`,
      { cause },
    );
  }
}

const ErrorBody = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    details: z.record(z.string(), z.unknown()).optional(),
  }),
});

async function readError(response: Response, url: URL): Promise<EdgereelError> {
  const body = ErrorBody.safeParse(await response.json().catch(() => null));
  if (body.success) return fromWire(body.data.error);
  return new EdgereelError('INTERNAL', `${url.pathname} answered ${response.status} without saying why.`);
}
