import { isOver, renderPath, watchRender } from './watch-render.js';

/**
 * @typedef {import('#contracts/render.ts').RenderView} RenderView
 * @typedef {import('#contracts/request.ts').RenderRequestInput} RenderRequestInput
 */

const LISTED = 8;
const POLL_INTERVAL_MS = 2000;
/** A browser keeps few connections to one host; renders beyond these are kept current by polling the list. */
const MOST_STREAMS = 3;

/**
 * The newest known view of every render that the page shows. Panels and history draw from here, so both always say the same.
 * Running renders are followed by event streams, the rest by polling the list.
 */
export class RenderFeed {
  #api;
  #onChange;
  /** @type {Map<string, RenderView>} */
  #views = new Map();
  /** Ids in the order of the list, newest first. @type {string[]} */
  #listed = [];
  /** Ids of renders that an event stream follows. @type {Set<string>} */
  #streamed = new Set();
  #pollTimer = 0;

  /**
   * @param {import('./api.js').Api} api
   * @param {(changed: RenderView | null) => void} onChange Called with the render that changed, or null after the list did.
   */
  constructor(api, onChange) {
    this.#api = api;
    this.#onChange = onChange;
  }

  /** The recent renders, newest first. */
  get recent() {
    return this.#listed.flatMap((id) => this.#views.get(id) ?? []);
  }

  /** @param {string} id */
  view(id) {
    return this.#views.get(id);
  }

  /** Creates a render and follows it. @param {RenderRequestInput} request */
  async start(request) {
    const { id } = await this.#api.json('/api/render', { method: 'POST', body: request });
    this.#listed = [id, ...this.#listed].slice(0, LISTED);
    await this.#readView(id);
    this.follow(id);
    return /** @type {string} */ (id);
  }

  /** @param {string} id @param {'cancel' | 'retry'} verb */
  async ask(id, verb) {
    await this.#api.json(`${renderPath(id)}/${verb}`, { method: 'POST' });
    await this.#readView(id);
    this.follow(id);
  }

  /** Keeps a render's view current until it is over. @param {string} id */
  follow(id) {
    if (this.#streamed.has(id) || this.#isOver(id)) return;
    if (this.#streamed.size >= MOST_STREAMS) return this.#pollSoon();
    void this.#stream(id);
  }

  async refresh() {
    clearTimeout(this.#pollTimer);
    /** @type {{ renders: RenderView[] }} */
    const { renders } = await this.#api.json(`/api/renders?limit=${LISTED}`);
    this.#listed = renders.map(({ id }) => id);
    // A stream is ahead of the list.
    for (const view of renders) if (!this.#streamed.has(view.id)) this.#views.set(view.id, view);
    this.#onChange(null);
    this.#pollSoon();
  }

  /** @param {string} id */
  async #stream(id) {
    this.#streamed.add(id);
    try {
      for await (const view of watchRender(this.#api, id)) {
        this.#views.set(id, view);
        this.#onChange(view);
      }
    } catch {
      // The list tells what has become of it, or that the service does not answer.
    } finally {
      this.#streamed.delete(id);
      this.#pollSoon();
    }
  }

  /** @param {string} id */
  async #readView(id) {
    const view = /** @type {RenderView} */ (await this.#api.json(renderPath(id)));
    this.#views.set(id, view);
    this.#onChange(view);
  }

  #pollSoon() {
    clearTimeout(this.#pollTimer);
    const isWaiting = [...this.#views.values()].some((view) => !isOver(view) && !this.#streamed.has(view.id));
    if (!isWaiting) return;
    this.#pollTimer = setTimeout(() => {
      this.refresh().catch(() => this.#pollSoon());
    }, POLL_INTERVAL_MS);
  }

  /** @param {string} id */
  #isOver(id) {
    const view = this.#views.get(id);
    return view !== undefined && isOver(view);
  }
}
