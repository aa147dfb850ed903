import { ApiError } from './api.js';
import { byId } from './by-id.js';
import { showVideo } from './finished-video.js';
import { listRenders } from './render-history.js';
import { showProblem, showRender, STATUS_LABELS } from './render-status.js';
import { renderPath, watchRender } from './watch-render.js';

/**
 * @typedef {import('#contracts/render.ts').RenderView} RenderView
 * @typedef {import('#contracts/request.ts').RenderRequestInput} RenderRequestInput
 */

/** Starts renders, follows the one that is looked at, and lists the recent ones. */
export class RenderDesk {
  #api;
  #tabs;
  #status = byId('render-status', HTMLElement);
  #video = byId('view-video', HTMLElement);
  #history = byId('history', HTMLElement);
  #announcer = byId('announcer', HTMLElement);
  #watching = new AbortController();

  /**
   * @param {import('./api.js').Api} api
   * @param {import('./tabs.js').Tabs} tabs
   */
  constructor(api, tabs) {
    this.#api = api;
    this.#tabs = tabs;
  }

  /** @param {RenderRequestInput} request */
  async start(request) {
    await this.#follow(async () => await this.#api.json('/api/render', { method: 'POST', body: request }));
  }

  async refreshHistory() {
    const { renders } = await this.#api.json('/api/renders?limit=8');
    listRenders(this.#history, renders, (view) => void this.#follow(() => Promise.resolve(view)));
  }

  /** Gets a render and shows it until it is over or another one is looked at. @param {() => Promise<{ id: string }>} begin */
  async #follow(begin) {
    this.#watching.abort();
    const watching = (this.#watching = new AbortController());
    this.#status.replaceChildren();
    this.#tabs.allowVideo(false);
    this.#tabs.select('preview');
    try {
      const { id } = await begin();
      /** @type {RenderView['status'] | null} */
      let status = null;
      for await (const view of watchRender(this.#api, id, watching.signal)) {
        this.#show(view);
        if (view.status === status) continue;
        status = view.status;
        this.#announcer.textContent = STATUS_LABELS[status];
        await this.refreshHistory();
      }
    } catch (error) {
      if (!watching.signal.aborted) this.#status.replaceChildren(showFailure(error));
    }
  }

  /** @param {RenderView} view */
  #show(view) {
    /** @param {'cancel' | 'retry'} verb */
    const ask = async (verb) => await this.#api.json(`${renderPath(view.id)}/${verb}`, { method: 'POST' });
    const status = showRender(view, {
      onCancel: () => void ask('cancel').catch((error) => this.#status.append(showFailure(error))),
      onRetry: () => void this.#follow(async () => ({ id: view.id, ...(await ask('retry')) })),
      onWatch: () => this.#tabs.select('video'),
    });
    this.#replaceStatus(status);
    if (!view.output) return;
    this.#video.replaceChildren(showVideo({ ...view, output: view.output }));
    this.#tabs.allowVideo(true);
    this.#tabs.select('video');
  }

  /** Keeps the focus on a button of the status while the status is drawn anew. @param {HTMLElement} status */
  #replaceStatus(status) {
    const focused =
      document.activeElement instanceof HTMLButtonElement && this.#status.contains(document.activeElement);
    this.#status.replaceChildren(status);
    if (focused) status.querySelector('button')?.focus();
  }
}

/** @param {unknown} error */
export function showFailure(error) {
  if (error instanceof ApiError) return showProblem(error);
  return showProblem({ code: 'PAGE_FAULT', message: error instanceof Error ? error.message : String(error) });
}
