import { ApiError } from './api.js';
import { byId } from './by-id.js';
import { showVideo } from './finished-video.js';
import { RenderFeed } from './render-feed.js';
import { listRenders } from './render-history.js';
import { nameOf, showProblem, showRender, STATUS_LABELS } from './render-status.js';
import { isOver } from './watch-render.js';

/**
 * @typedef {import('#contracts/render.ts').RenderView} RenderView
 * @typedef {import('#contracts/request.ts').RenderRequestInput} RenderRequestInput
 */

/** Starts renders, shows a panel for each one that was started or opened here, and lists the recent ones. */
export class RenderDesk {
  #feed;
  #tabs;
  #onShow;
  #panels = byId('render-status', HTMLElement);
  #video = byId('view-video', HTMLElement);
  #history = byId('history', HTMLElement);
  #announcer = byId('announcer', HTMLElement);
  /** Ids of the renders with a panel, newest first. @type {string[]} */
  #open = [];
  /** The render that the Video tab shows, or will show once it is finished. @type {string | null} */
  #selected = null;
  /** Variables of the renders that were started here, by render id. @type {Map<string, Record<string, unknown>>} */
  #variables = new Map();
  /** Status that was announced last, by render id. @type {Map<string, RenderView['status']>} */
  #announced = new Map();

  /**
   * @param {import('./api.js').Api} api
   * @param {import('./tabs.js').Tabs} tabs
   * @param {(view: RenderView, variables: Record<string, unknown>) => void} onShow Called before a render's video is shown, so
   *   that heading and variables beside it can be its own; `variables` are those it was started with here, else none.
   */
  constructor(api, tabs, onShow) {
    this.#feed = new RenderFeed(api, (changed) => this.#draw(changed));
    this.#tabs = tabs;
    this.#onShow = onShow;
  }

  /** @param {RenderRequestInput} request */
  async start(request) {
    this.#panels.querySelector(':scope > .problem')?.remove();
    try {
      const id = await this.#feed.start(request);
      this.#variables.set(id, request.variables ?? {});
      this.#openPanel(id);
      this.#select(id);
    } catch (error) {
      this.#complain(error);
    }
  }

  async refreshHistory() {
    await this.#feed.refresh();
  }

  /** The viewer shows a composition again: no render's video. */
  deselect() {
    this.#selected = null;
    this.#tabs.allow('video', false);
    this.#tabs.select('preview');
  }

  /** @param {string} id */
  #openPanel(id) {
    if (!this.#open.includes(id)) this.#open = [id, ...this.#open];
    this.#feed.follow(id);
    this.#drawPanels();
  }

  /** @param {string} id */
  #select(id) {
    this.#selected = id;
    const view = this.#feed.view(id);
    if (view?.output) return this.#showVideo({ ...view, output: view.output });
    this.#tabs.allow('video', false);
    this.#tabs.select('preview');
  }

  /** @param {RenderView & { output: NonNullable<RenderView['output']> }} view */
  #showVideo(view) {
    this.#onShow(view, this.#variables.get(view.id) ?? {});
    this.#selected = view.id;
    this.#video.replaceChildren(showVideo(view));
    this.#tabs.allow('video', true);
    this.#tabs.select('video');
    const viewer = this.#video.closest('section');
    // On a narrow page the viewer lies above the button that was pressed.
    if (viewer && viewer.getBoundingClientRect().bottom < 80) viewer.scrollIntoView({ block: 'start' });
  }

  /** @param {RenderView | null} changed */
  #draw(changed) {
    this.#drawPanels();
    listRenders(this.#history, this.#feed.recent, ({ id }) => {
      this.#openPanel(id);
      this.#panels.querySelector(`[data-render="${id}"]`)?.scrollIntoView({ block: 'nearest' });
      this.#select(id);
    });
    for (const id of this.#open) {
      const view = this.#feed.view(id);
      if (!view || this.#announced.get(id) === view.status) continue;
      this.#announced.set(id, view.status);
      this.#announcer.textContent = `${nameOf(view)}: ${STATUS_LABELS[view.status]}`;
      if (id === this.#selected && id === changed?.id && view.output) this.#showVideo({ ...view, output: view.output });
    }
  }

  #drawPanels() {
    const focused = this.#focusedButton();
    const panels = this.#open.flatMap((id) => {
      const view = this.#feed.view(id);
      return view ? this.#panel(view) : [];
    });
    this.#panels.replaceChildren(...this.#panels.querySelectorAll(':scope > .problem'), ...panels);
    if (focused) this.#panels.querySelector(`[data-render="${focused.render}"]`)?.querySelector('button')?.focus();
  }

  /** @param {RenderView} view */
  #panel(view) {
    const { id } = view;
    /** @param {'cancel' | 'retry'} verb */
    const ask = (verb) => void this.#feed.ask(id, verb).catch((error) => this.#complain(error));
    const panel = showRender(view, {
      onCancel: () => ask('cancel'),
      onRetry: () => ask('retry'),
      onWatch: () => this.#select(id),
      onHide: isOver(view) ? () => this.#hide(id) : null,
    });
    panel.dataset['render'] = id;
    return panel;
  }

  /** @param {string} id */
  #hide(id) {
    this.#open = this.#open.filter((other) => other !== id);
    this.#drawPanels();
  }

  /** The render whose panel has the focused button: the focus is put back when the panels are drawn anew. */
  #focusedButton() {
    const active = document.activeElement;
    const panel = active instanceof HTMLButtonElement ? active.closest('[data-render]') : null;
    return panel instanceof HTMLElement ? { render: panel.dataset['render'] } : null;
  }

  /** @param {unknown} error */
  #complain(error) {
    this.#panels.querySelector(':scope > .problem')?.remove();
    this.#panels.prepend(showFailure(error));
  }
}

/** @param {unknown} error */
export function showFailure(error) {
  if (error instanceof ApiError) return showProblem(error);
  return showProblem({ code: 'PAGE_FAULT', message: error instanceof Error ? error.message : String(error) });
}
