import { Api } from './api.js';
import { listCompositions, previewUrl } from './composition-list.js';
import { EdgereelPlayer } from '../player/edgereel-player.js';
import { element } from '../player/element.js';
import { isTakenBy } from '../player/keyboard.js';
import { byId } from './by-id.js';
import { askForKey } from './key-dialog.js';
import { RenderDesk, showFailure } from './render-desk.js';
import { nameOf } from './render-status.js';
import { Tabs } from './tabs.js';
import { VariableForm } from './variable-form.js';

/**
 * @typedef {import('#contracts/render.ts').CompositionEntry} CompositionEntry
 * @typedef {import('#contracts/variables.ts').VariableDeclaration} VariableDeclaration
 */

const OFFERED_RATES = ['24', '25', '30', '50', '60', '24000/1001', '30000/1001', '60000/1001'];

/** @type {CompositionEntry[]} */
let compositions = [];
/** @type {CompositionEntry | null} */
let current = null;
/** Marks the card of the open composition. @type {(name: string | null) => void} */
let mark = () => {};

const notice = byId('notice', HTMLElement);
const renderButton = byId('render', HTMLButtonElement);
const options = byId('options', HTMLFormElement);
const forgetKey = byId('forget-key', HTMLButtonElement);

const api = new Api(askForKey);
const tabs = new Tabs((name) => name === 'video' && player.pause());
const desk = new RenderDesk(api, tabs, standBeside);
const player = byId('player', EdgereelPlayer);
const variables = new VariableForm(
  byId('variables', HTMLFormElement),
  byId('reset-variables', HTMLButtonElement),
  (overrides) => {
    if (current) loadPreview(current, overrides, player.currentTime);
  },
);

/** @param {CompositionEntry} composition */
function open(composition) {
  current = composition;
  mark(composition.name);
  head(composition.title, composition.description);
  history.replaceState(null, '', `#${encodeURIComponent(composition.name)}`);
  variables.build(/** @type {VariableDeclaration[]} */ (composition.variables));
  const rates = [composition.fps, ...OFFERED_RATES.filter((rate) => rate !== composition.fps)];
  fpsSelect().replaceChildren(...rates.map((rate) => element('option', { value: rate }, `${rate} fps`)));
  tabs.allow('preview', true);
  desk.deselect();
  renderButton.disabled = false;
  notice.hidden = true;
  loadPreview(composition, {}, 0);
}

/**
 * Makes heading, variables and preview those of a finished render that is about to be shown.
 *
 * @param {import('#contracts/render.ts').RenderView} view
 * @param {Record<string, unknown>} values Variables it was rendered with, as far as this page knows them.
 */
function standBeside(view, values) {
  if (current && view.composition === current.name) return;
  const composition = compositions.find(({ name }) => name === view.composition);
  if (composition) {
    open(composition);
    variables.fill(values);
    return;
  }
  current = null;
  mark(null);
  head(nameOf(view), 'Rendered from a site or from inline HTML, which this page does not list.');
  variables.clear('The variables of this render are not known here.');
  tabs.allow('preview', false);
  renderButton.disabled = true;
}

/** @param {string} title @param {string} description */
function head(title, description) {
  byId('title', HTMLElement).textContent = title;
  byId('description', HTMLElement).textContent = description;
  document.title = `${title} · Edgereel`;
}

/** @param {CompositionEntry} composition @param {Record<string, unknown>} overrides @param {number} seconds Shown first. */
function loadPreview(composition, overrides, seconds) {
  player.ariaLabel = composition.title;
  player.src = previewUrl(composition.name, overrides);
  player.seek(seconds);
}

/** The keys of the whole page are the player's, except where the focused control has a use for them. @param {KeyboardEvent} event */
function onKey(event) {
  const [focused] = event.composedPath();
  const isTaken = event.defaultPrevented || (focused instanceof Element && isTakenBy(focused, event.key));
  if (!isTaken && player.handleKey(event)) event.preventDefault();
}

/** After a click by pointer the space bar plays again, and does not press the button once more. @param {MouseEvent} event */
function letGoOfButtons({ detail, target }) {
  if (detail > 0 && target instanceof Element) target.closest('button')?.blur();
}

function fpsSelect() {
  return /** @type {HTMLSelectElement} */ (options.elements.namedItem('fps'));
}

/** @param {Node} message */
function tell(message) {
  notice.replaceChildren(message);
  notice.hidden = false;
}

options.addEventListener('submit', (event) => {
  event.preventDefault();
  if (!current || !variables.report()) return;
  const chosen = new FormData(options);
  const quality = /** @type {'draft' | 'standard' | 'high'} */ (chosen.get('quality'));
  const format = /** @type {'mp4' | 'webm' | 'mov' | 'gif'} */ (chosen.get('format'));
  void desk.start({
    composition: current.name,
    variables: variables.overrides,
    fps: fpsSelect().value,
    quality,
    format,
  });
});

document.addEventListener('keydown', onKey);
document.addEventListener('click', letGoOfButtons);

forgetKey.addEventListener('click', () => {
  api.forgetKey();
  location.reload();
});

async function begin() {
  try {
    /** @type {import('#contracts/render.ts').CompositionList} */
    const list = await api.json('/api/compositions');
    ({ compositions } = list);
    forgetKey.hidden = !api.hasKey;
    ({ mark } = listCompositions(byId('compositions', HTMLElement), compositions, open));
    const wanted = decodeURIComponent(location.hash.slice(1));
    const first = compositions.find(({ name }) => name === wanted) ?? compositions[0];
    if (!first)
      return tell(
        element(
          'span',
          {},
          'There is no composition yet. Add a folder with an index.html under public/compositions/, and reload this page; for a deployment, deploy again.',
        ),
      );
    open(first);
    await desk.refreshHistory();
  } catch (error) {
    byId('title', HTMLElement).textContent = 'Nothing to show';
    tell(showFailure(error));
  }
}

await begin();
