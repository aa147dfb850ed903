import { Controls } from './controls.js';
import { element } from './element.js';
import { Problems } from './problems.js';
import { Stage } from './stage.js';
import { STYLES } from './styles.js';

/**
 * @typedef {import('./controls.js').ControlsCommands & { tryAgain: () => void }} ViewCommands
 */

/** What there is to see of a player: its shadow tree. */
export class PlayerView {
  stage;
  problems;
  #controls;
  #announcer = element('p', { className: 'announcer', 'aria-live': 'polite' });
  #root;
  #host;

  /** @param {HTMLElement} host @param {ViewCommands} commands */
  constructor(host, commands) {
    this.stage = new Stage(commands.toggle);
    this.problems = new Problems(commands.tryAgain);
    this.#controls = new Controls(commands);
    this.stage.root.append(this.problems.panel, this.problems.line);
    this.#root = element(
      'div',
      { className: 'player', role: 'group' },
      this.stage.root,
      this.#controls.root,
      this.#announcer,
    );
    this.#root.addEventListener('click', (event) => this.#keepKeys(event));
    const shadow = host.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLES);
    shadow.adoptedStyleSheets = [sheet];
    shadow.append(this.#root);
    this.#host = host;
  }

  connect() {
    this.stage.connect();
  }

  disconnect() {
    this.stage.disconnect();
  }

  /** @param {HTMLIFrameElement} iframe */
  reveal(iframe) {
    this.problems.clearFailure();
    this.stage.reveal(iframe);
  }

  /** @param {string} message @param {string | null} address Of the page, to be looked at alone. */
  fail(message, address) {
    this.stage.stopWaiting();
    this.problems.showFailure(message, address);
  }

  /** @param {import('./controls.js').ControlsView} view */
  update(view) {
    const hasControls = this.#host.hasAttribute('controls');
    this.#root.ariaLabel = this.#host.ariaLabel ?? 'Composition player';
    this.#controls.root.hidden = !hasControls;
    // Without controls the player as a whole takes the keys; with them it only catches the focus of a click.
    this.#root.tabIndex = hasControls ? -1 : 0;
    this.#controls.update(view);
  }

  /** @param {string} text Said by screen readers. */
  announce(text) {
    this.#announcer.textContent = text;
  }

  /** After a click by pointer the keys go to the player: the space bar plays, and does not press the button once more. @param {MouseEvent} event */
  #keepKeys({ detail, target }) {
    const isButton = target instanceof Element && target.closest('button, .surface') !== null;
    if (detail > 0 && isButton) this.#root.focus({ preventScroll: true });
  }
}
