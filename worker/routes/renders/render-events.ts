/**
 * `GET /api/renders/:id/events`: the render's view whenever it changes, as server-sent events, until it has ended.
 * @module
 */
import { Hono } from 'hono';
import { EdgereelError } from '#contracts/errors.ts';
import type { AppEnv } from '../../app-env.ts';
import { readLines } from '../../nodes/read-lines.ts';
import type { RenderSnapshot } from '../../render/render-snapshot.ts';
import { requireRender, schedulerFor } from './find-render.ts';
import { presentRender, type ViewContext } from '../../render/render-view.ts';

/**
 * Every event is whole, so a client that comes back with `Last-Event-ID` gets the present state if it differs from the one
 * it saw, and 204 (which ends an EventSource) if there is nothing more to come.
 */
export const renderEvents = new Hono<AppEnv>().get('/renders/:id/events', async (context) => {
  const {
    env,
    req,
    var: { tenantId },
  } = context;
  // Hono answers HEAD by way of GET; a stream that nobody reads would stay open.
  if (req.method === 'HEAD') throw new EdgereelError('INVALID_REQUEST', 'Events have no HEAD; read them with GET.');
  const id = req.param('id');
  const render = schedulerFor(env, tenantId, id);
  const snapshots = await render.subscribe(req.header('last-event-id') ?? null);
  if (!snapshots) {
    requireRender(await render.read(), id);
    return context.body(null, 204);
  }
  const events = toEvents(snapshots, { env, tenantId, origin: new URL(req.url).origin }, req.raw.signal);
  return new Response(toStream(events), {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
  });
});

async function* toEvents(
  snapshots: ReadableStream<Uint8Array>,
  view: ViewContext,
  signal: AbortSignal,
): AsyncGenerator<string> {
  for await (const line of readLines(snapshots, { signal, keepEmpty: true })) {
    if (line === '') {
      yield ': still here\n\n';
      continue;
    }
    const snapshot = JSON.parse(line) as RenderSnapshot;
    yield `id: ${snapshot.eventId}\ndata: ${JSON.stringify(await presentRender(snapshot, view))}\n\n`;
  }
}

function toStream(texts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await texts.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: () => void texts.return(undefined),
  });
}
