/**
 * The built runtime and the bundled fonts, beside the player on the same Worker, and how a page gets them.
 * @module
 */

const RUNTIME_URL = new URL('../__edgereel/runtime.js', import.meta.url).href;
const FONTS_URL = new URL('../__edgereel/fonts.css', import.meta.url).href;

/** Puts the runtime into a page that is there already. @param {Document} document */
export function injectRuntime(document) {
  const setup = { mode: 'preview', fps: readFps(document), siteUrl: folderOf(document) };
  Object.assign(/** @type {Window} */ (document.defaultView), { __edgereelSetup: setup });
  const script = document.createElement('script');
  script.src = RUNTIME_URL;
  document.head.append(fontsLink(document), script);
}

/**
 * HTML of a composition as a page for a frame: the fonts and the runtime come before every script of the author. A page that has
 * the runtime stays as it is.
 *
 * @param {string} html
 */
export function prepareHtml(html) {
  const page = new DOMParser().parseFromString(html, 'text/html');
  if (page.querySelector('script[src$="/__edgereel/runtime.js"]')) return html;
  const setup = page.createElement('script');
  // A page made of text has the addresses of the page around it.
  const values = { mode: 'preview', fps: readFps(page), siteUrl: folderOf(document) };
  setup.textContent = `window.__edgereelSetup=${JSON.stringify(values).replaceAll('<', '\\u003c')}`;
  const runtime = page.createElement('script');
  runtime.src = RUNTIME_URL;
  page.head.prepend(setup, fontsLink(page), runtime);
  return `<!doctype html>${page.documentElement.outerHTML}`;
}

/** Where the files of its composition lie. @param {Document} page */
function folderOf(page) {
  return new URL('.', page.baseURI).href;
}

/** @param {Document} document */
function fontsLink(document) {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = FONTS_URL;
  return link;
}

/** What the composition declares, else 30. @param {Document} page */
function readFps(page) {
  const text = page.querySelector('[data-composition-id]')?.getAttribute('data-fps') ?? '';
  const [, num = '30', den = '1'] = /^\s*([1-9]\d*)(?:\/([1-9]\d*))?\s*$/.exec(text) ?? [];
  return { num: Number(num), den: Number(den) };
}
