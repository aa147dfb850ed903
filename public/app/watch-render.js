import { readEvents } from './event-stream.js';

/** @typedef {import('#contracts/render.ts').RenderView} RenderView */

const POLL_INTERVAL_MS = 1000;
const FINAL_STATUSES = ['completed', 'failed', 'canceled'];

/** @param {RenderView} view */
export const isOver = (view) => FINAL_STATUSES.includes(view.status);

/** @param {string} id */
export const renderPath = (id) => `/api/renders/${encodeURIComponent(id)}`;

/**
 * Views of a render until it is over: from its event stream and, while that is broken, from asking again.
 *
 * @param {import('./api.js').Api} api
 * @param {string} id
 * @returns {AsyncGenerator<RenderView>}
 */
export async function* watchRender(api, id) {
  let lastEventId = '';
  for (;;) {
    try {
      const headers = { accept: 'text/event-stream', ...(lastEventId && { 'last-event-id': lastEventId }) };
      for await (const event of readEvents(await api.send(`${renderPath(id)}/events`, { headers }))) {
        lastEventId = event.id;
        const view = /** @type {RenderView} */ (JSON.parse(event.data));
        yield view;
        if (isOver(view)) return;
      }
    } catch {
      // Whatever broke the stream, the plain question below tells whether it is final.
    }
    const view = /** @type {RenderView} */ (await api.json(renderPath(id)));
    yield view;
    if (isOver(view)) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL_MS));
  }
}
