import { Api } from './api.js';
import { listCompositions, previewUrl } from './composition-list.js';
import { byId, element } from './element.js';
import { askForKey } from './key-dialog.js';
import { Player } from './player.js';
import { RenderDesk, showFailure } from './render-desk.js';
import { Tabs } from './tabs.js';
import { Transport } from './transport.js';
import { VariableForm } from './variable-form.js';

/**
 * @typedef {import('#contracts/render.ts').CompositionEntry} CompositionEntry
 * @typedef {import('#contracts/variables.ts').VariableDeclaration} VariableDeclaration
 */

const OFFERED_RATES = ['24', '25', '30', '50', '60', '24000/1001', '30000/1001', '60000/1001'];

/** @type {CompositionEntry | null} */
let current = null;

const notice = byId('notice', HTMLElement);
const renderButton = byId('render', HTMLButtonElement);
const options = byId('options', HTMLFormElement);
const forgetKey = byId('forget-key', HTMLButtonElement);

const api = new Api(askForKey);
const tabs = new Tabs((name) => name === 'video' && player.pause());
const desk = new RenderDesk(api, tabs);
const transport = new Transport({
  play: () => player.play(),
  pause: () => player.pause(),
  seek: (frame) => player.seek(frame),
});
const player = new Player(byId('stage', HTMLElement), {
  onReady: ({ frameCount, fps }) => transport.enable(frameCount, fps),
  onState: (state) => transport.update(state),
  onProblem: (message) => tell(element('span', {}, message)),
});
const variables = new VariableForm(
  byId('variables', HTMLFormElement),
  byId('reset-variables', HTMLButtonElement),
  (overrides) => {
    if (current) loadPreview(current, overrides, transport.frame);
  },
);

/** @param {CompositionEntry} composition */
function open(composition) {
  current = composition;
  byId('title', HTMLElement).textContent = composition.title;
  byId('description', HTMLElement).textContent = composition.description;
  document.title = `${composition.title} · Edgereel`;
  history.replaceState(null, '', `#${encodeURIComponent(composition.name)}`);
  variables.build(/** @type {VariableDeclaration[]} */ (composition.variables));
  const rates = [composition.fps, ...OFFERED_RATES.filter((rate) => rate !== composition.fps)];
  fpsSelect().replaceChildren(...rates.map((rate) => element('option', { value: rate }, `${rate} fps`)));
  tabs.select('preview');
  renderButton.disabled = false;
  loadPreview(composition, {}, 0);
}

/**
 * @param {CompositionEntry} composition
 * @param {Record<string, unknown>} overrides
 * @param {number} frame
 */
function loadPreview(composition, overrides, frame) {
  notice.hidden = true;
  transport.disable();
  player.load({ ...composition, url: previewUrl(composition.name, overrides), frame });
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
  if (!current) return;
  const quality = /** @type {'draft' | 'standard' | 'high'} */ (new FormData(options).get('quality'));
  void desk.start({ composition: current.name, variables: variables.overrides, fps: fpsSelect().value, quality });
});

forgetKey.addEventListener('click', () => {
  api.forgetKey();
  location.reload();
});

async function begin() {
  try {
    /** @type {import('#contracts/render.ts').CompositionList} */
    const { compositions } = await api.json('/api/compositions');
    forgetKey.hidden = !api.hasKey;
    const cards = listCompositions(byId('compositions', HTMLElement), compositions, (composition) => {
      open(composition);
      cards.mark(composition.name);
    });
    const wanted = decodeURIComponent(location.hash.slice(1));
    const first = compositions.find(({ name }) => name === wanted) ?? compositions[0];
    if (!first)
      return tell(
        element(
          'span',
          {},
          'There is no composition yet. Add a folder with an index.html under public/compositions/ and build again.',
        ),
      );
    open(first);
    cards.mark(first.name);
    await desk.refreshHistory();
  } catch (error) {
    byId('title', HTMLElement).textContent = 'Nothing to show';
    tell(showFailure(error));
  }
}

await begin();
