import { byId } from './by-id.js';

const NAMES = /** @type {const} */ (['preview', 'video']);

/** The two views of the viewer: the live preview and the finished video, in the same place to be compared. */
export class Tabs {
  #tabs = NAMES.map((name) => ({
    name,
    tab: byId(`tab-${name}`, HTMLButtonElement),
    view: byId(`view-${name}`, HTMLElement),
  }));

  /** @param {(name: 'preview' | 'video') => void} onSelect */
  constructor(onSelect) {
    this.onSelect = onSelect;
    for (const { name, tab } of this.#tabs) {
      tab.addEventListener('click', () => this.select(name));
      tab.addEventListener('keydown', (event) => {
        if (!event.key.startsWith('Arrow')) return;
        const other = this.#tabs.find((candidate) => candidate.name !== name && !candidate.tab.disabled);
        other?.tab.focus();
        other?.tab.click();
      });
    }
  }

  /** @param {'preview' | 'video'} selected */
  select(selected) {
    for (const { name, tab, view } of this.#tabs) {
      tab.ariaSelected = String(name === selected);
      tab.tabIndex = name === selected ? 0 : -1;
      view.hidden = name !== selected;
    }
    this.onSelect(selected);
  }

  /** @param {'preview' | 'video'} name @param {boolean} isThere */
  allow(name, isThere) {
    byId(`tab-${name}`, HTMLButtonElement).disabled = !isThere;
  }
}
