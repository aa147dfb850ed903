/**
 * A render as it goes on, over server-sent events, across broken connections.
 * @module
 */
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { isFinal, RenderView } from '#contracts/render.ts';
import { isPassing, parseAnswer, readAnswer, sendRequest, type Connection } from './api-request.ts';

const FIRST_BACKOFF_MS = 250;
const LONGEST_BACKOFF_MS = 5_000;
/** Attempts in a row that bring no event. With the waits between them about half a minute. */
const MAX_FRUITLESS_ATTEMPTS = 10;

/**
 * Yields the render whenever it changes; the last one has ended (`isFinal`). Throws when the server stays out of reach.
 */
export async function* followRender(
  connection: Connection,
  renderId: string,
  signal?: AbortSignal,
): AsyncGenerator<RenderView, void> {
  let lastEventId: string | undefined;
  let failures = 0;
  for (;;) {
    try {
      for await (const { id, view } of readEvents(connection, renderId, lastEventId, signal)) {
        failures = 0;
        lastEventId = id;
        yield view;
        if (isFinal(view.status)) return;
      }
      // The stream broke, the server restarted, or there is nothing new to tell: the present state decides.
      const view = await readAnswer(RenderView, connection, `api/renders/${renderId}`, { signal });
      if (isFinal(view.status)) return yield view;
    } catch (error) {
      signal?.throwIfAborted();
      if (!isPassing(error) || failures >= MAX_FRUITLESS_ATTEMPTS) throw error;
    }
    await wait(Math.min(FIRST_BACKOFF_MS * 2 ** failures++, LONGEST_BACKOFF_MS), signal);
  }
}

interface RenderEvent {
  id: string | undefined;
  view: RenderView;
}

async function* readEvents(
  connection: Connection,
  renderId: string,
  lastEventId: string | undefined,
  signal: AbortSignal | undefined,
): AsyncGenerator<RenderEvent> {
  const headers = { accept: 'text/event-stream', ...(lastEventId !== undefined && { 'last-event-id': lastEventId }) };
  const path = `api/renders/${renderId}/events`;
  const response = await sendRequest(connection, path, { headers, signal });
  if (!response.body || response.status === 204) return;
  const events = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
  for await (const { id, data } of untilBroken(events)) yield { id, view: parseAnswer(RenderView, path, data) };
}

/** A connection that breaks while it is read ends the stream, as an orderly end does. */
async function* untilBroken<Item>(stream: ReadableStream<Item>): AsyncGenerator<Item> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const read = await reader.read().catch(() => null);
      if (!read || read.done) return;
      yield read.value;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal!.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
