/**
 * The API from a caller's side, as tests use it.
 * @module
 */
import { exports } from 'cloudflare:workers';
import { expect } from 'vitest';
import type { WireError } from '#contracts/errors.ts';
import { isFinal, type RenderView } from '#contracts/render.ts';
import { saidTwice } from '../../test/support/said-twice.ts';

export const ORIGIN = 'http://127.0.0.1:8787';

/** Admin key of the Worker under test. */
const ADMIN_KEY = 'admin-key';

/** A request to the Worker at `ORIGIN` shows the key; one by another address shows what `init` has. */
export function call(path: string, init?: RequestInit): Promise<Response> {
  if (path.startsWith('http') && !path.startsWith(ORIGIN)) return exports.default.fetch(path, init);
  const headers = new Headers(init?.headers);
  headers.set('x-api-key', ADMIN_KEY);
  return exports.default.fetch(path.startsWith('http') ? path : ORIGIN + path, { ...init, headers });
}

/** A request with just these headers. */
export function callAs(headers: Record<string, string>, path: string, init?: RequestInit): Promise<Response> {
  return exports.default.fetch(path.startsWith('http') ? path : ORIGIN + path, { ...init, headers });
}

export function postJson(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return call(path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers });
}

/** Starts a render of the bundled composition and returns its view at once. */
export async function startRender(fields: object = {}, headers?: Record<string, string>): Promise<RenderView> {
  const response = await postJson('/api/render', { composition: 'titles', ...fields }, headers);
  if (response.status !== 202) throw new Error(`${response.status} ${await response.text()}`);
  return response.json();
}

export async function readRender(id: string): Promise<RenderView> {
  return (await call(`/api/renders/${id}`)).json();
}

/** Follows the render's stream to its end. */
export async function renderEnd(id: string): Promise<RenderView> {
  const events = await readEvents(await call(`/api/renders/${id}/events`));
  const last = events.at(-1);
  if (!last || !isFinal(last.data.status)) throw new Error(`The stream of ${id} ended early.`);
  return last.data;
}

export async function readEvents(response: Response): Promise<{ id: string; data: RenderView }[]> {
  const blocks = (await response.text()).split('\n\n').filter((block) => block.startsWith('id: '));
  return blocks.map((block) => {
    const [, id, data] = /^id: (.*)\ndata: (.*)$/.exec(block)!;
    return { id: id!, data: JSON.parse(data!) as RenderView };
  });
}

/** Status, code and message of a refused request, which says nothing twice. */
export async function refusal(response: Response): Promise<{ status: number } & WireError> {
  const { error } = await response.json<{ error: WireError }>();
  expect(saidTwice(error.message)).toBeNull();
  return { status: response.status, ...error };
}
