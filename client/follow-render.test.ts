import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { RenderStatus, RenderView } from '#contracts/render.ts';
import { createClient, type Client } from './client.ts';

const view = (status: RenderStatus): RenderView => ({
  id: 'r_1',
  status,
  composition: 'c',
  siteId: '0123456789abcdef',
  title: null,
  format: 'mp4',
  codec: 'h264',
  hdr: null,
  createdAt: '2026-11-01T00:00:00.000Z',
  startedAt: null,
  endedAt: null,
  progress: { ratio: 0, framesDone: 0, framesTotal: null, chunksDone: 0, chunksTotal: null },
  planHash: null,
  stages: {},
  attempts: [],
  warnings: [],
  output: null,
  error: null,
  links: { self: '', events: '', output: '', thumbnail: '', manifest: '', cancel: '', retry: '' },
});

const event = (id: number, status: RenderStatus): string => `id: ${id}\ndata: ${JSON.stringify(view(status))}\n\n`;

/** A server that answers each request for events with the next handler, and a request for the render with `present`. */
async function serve(
  present: RenderStatus,
  handlers: ((request: IncomingMessage, response: ServerResponse) => void)[],
): Promise<Client> {
  const server = createServer((request, response) => {
    if (request.url!.endsWith('/events')) handlers.shift()!(request, response);
    else response.setHeader('content-type', 'application/json').end(JSON.stringify(view(present)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return createClient({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

async function statusesOf(client: Client): Promise<RenderStatus[]> {
  const statuses: RenderStatus[] = [];
  for await (const { status } of client.followRender('r_1')) statuses.push(status);
  return statuses;
}

test('events are followed to the end', async () => {
  const client = await serve('completed', [
    (_request, response) => response.end(event(1, 'planning') + event(2, 'rendering') + event(3, 'completed')),
  ]);
  expect(await statusesOf(client)).toEqual(['planning', 'rendering', 'completed']);
});

test('a connection that breaks is taken up where it was left', async () => {
  let resumedAfter: string | undefined;
  const client = await serve('rendering', [
    (_request, response) => response.write(event(7, 'rendering'), () => response.destroy()),
    (request, response) => {
      resumedAfter = request.headers['last-event-id'] as string;
      response.end(event(8, 'completed'));
    },
  ]);
  expect(await statusesOf(client)).toEqual(['rendering', 'completed']);
  expect(resumedAfter).toBe('7');
});

test('a server that is busy is asked again', async () => {
  const busy = JSON.stringify({ error: { code: 'STORAGE_UNAVAILABLE', message: 'busy', retryable: true } });
  const client = await serve('rendering', [
    (_request, response) => response.writeHead(503).end(busy),
    (_request, response) => response.end(event(1, 'completed')),
  ]);
  expect(await statusesOf(client)).toEqual(['completed']);
});

test('an end that no event tells is read from the render itself', async () => {
  const client = await serve('failed', [(_request, response) => response.writeHead(204).end()]);
  expect(await statusesOf(client)).toEqual(['failed']);
});

test('an error that stays one is passed on', async () => {
  const missing = JSON.stringify({
    error: { code: 'RENDER_NOT_FOUND', message: 'There is no render "r_1".', retryable: false },
  });
  const client = await serve('failed', [(_request, response) => response.writeHead(404).end(missing)]);
  await expect(statusesOf(client)).rejects.toMatchObject({ code: 'RENDER_NOT_FOUND' });
});
