import { element } from './element.js';
import { fit } from './fit.js';

/**
 * @typedef {{ width: number, height: number }} Size CSS pixels.
 *
 * @typedef {object} Page
 * @property {string | null} src
 * @property {string | null} srcdoc Goes before `src`.
 * @property {string} sandbox
 * @property {string} title
 */

/** The box in which pages are shown, scaled to fit. A new page loads below the one that is shown, until it is revealed. */
export class Stage {
  /** What lies over the pages, from bottom to top. */
  #poster = element('img', { className: 'poster', alt: '', hidden: true });
  #surface = element('div', { className: 'surface' });
  #spinner = element('div', { className: 'spinner', hidden: true });
  root = element('div', { className: 'stage', part: 'stage' }, this.#poster, this.#surface, this.#spinner);
  #resize = new ResizeObserver(() => this.#fitAll());
  /** @type {Map<HTMLIFrameElement, Size>} In order of loading. */
  #pages = new Map();
  /** @type {HTMLIFrameElement | null} */
  #shown = null;
  /** @type {Size} */
  #size = { width: 1920, height: 1080 };

  /** @param {() => void} onClick Of a click on the picture. */
  constructor(onClick) {
    this.#surface.addEventListener('click', onClick);
  }

  connect() {
    this.#resize.observe(this.root);
  }

  disconnect() {
    this.#resize.disconnect();
    this.clear();
  }

  /** Takes every page away. */
  clear() {
    this.#forget(() => true);
    this.#shown = null;
    this.#spinner.hidden = this.#poster.hidden = true;
  }

  /** @param {Page} page @param {Size | null} size Null: as large as the last one, until it tells. */
  load({ src, srcdoc, sandbox, title }, size) {
    this.#forget((iframe) => iframe !== this.#shown);
    const iframe = element('iframe', { title, tabIndex: -1, allow: 'autoplay', part: 'frame' });
    iframe.setAttribute('sandbox', sandbox);
    if (srcdoc !== null) iframe.srcdoc = srcdoc;
    else iframe.src = src ?? 'about:blank';
    this.#pages.set(iframe, size ?? this.#size);
    this.root.prepend(iframe);
    this.#spinner.hidden = false;
    this.resize(iframe, size ?? this.#size);
    return iframe;
  }

  /** @param {HTMLIFrameElement} iframe @param {Size} size */
  resize(iframe, size) {
    this.#size = size;
    this.#pages.set(iframe, size);
    iframe.width = String(size.width);
    iframe.height = String(size.height);
    this.root.style.aspectRatio = `${size.width} / ${size.height}`;
    this.#fitAll();
  }

  /** Shows this page in place of the others, without a flash: it has lain below them and is painted. @param {HTMLIFrameElement} iframe */
  reveal(iframe) {
    this.#spinner.hidden = true;
    this.#shown = iframe;
    // What is loaded from now on has not been shown yet.
    const others = new Set(this.#pages.keys());
    others.delete(iframe);
    whenPainted(() => this.#forget((other) => others.has(other) && this.#shown === iframe));
  }

  /** There is nothing to wait for any more. */
  stopWaiting() {
    this.#spinner.hidden = true;
  }

  /** Lets the pointer through to the composition. @param {boolean} isOpen */
  openToPointer(isOpen) {
    this.#surface.hidden = isOpen;
  }

  /** @param {string | null} url Null hides it. */
  showPoster(url) {
    this.#poster.hidden = url === null;
    if (url !== null) this.#poster.src = url;
  }

  /** @param {(iframe: HTMLIFrameElement) => boolean} isOld */
  #forget(isOld) {
    for (const iframe of [...this.#pages.keys()].filter(isOld)) {
      iframe.remove();
      this.#pages.delete(iframe);
    }
  }

  #fitAll() {
    const { width, height } = this.root.getBoundingClientRect();
    if (width === 0 || height === 0) return;
    for (const [iframe, size] of this.#pages) {
      const { scale, x, y } = fit(size, { width, height });
      iframe.style.transform = scale === 1 && x === 0 && y === 0 ? 'none' : `translate(${x}px, ${y}px) scale(${scale})`;
    }
  }
}

/** Two frames later what was asked for has been painted. A hidden page paints nothing, and nobody sees it. @param {() => void} work */
function whenPainted(work) {
  if (document.hidden) work();
  else requestAnimationFrame(() => requestAnimationFrame(work));
}
