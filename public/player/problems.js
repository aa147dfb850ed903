import { element } from './element.js';
import { icon } from './icons.js';

/** What goes wrong, in words: a panel in place of the picture, or a line over it. */
export class Problems {
  #panelText = element('p', { className: 'error-text' });
  #again = element('button', { type: 'button', className: 'action' }, 'Try again');
  #open = element('a', { className: 'action', target: '_blank', rel: 'noopener' }, 'Open it by itself');
  panel = element(
    'div',
    { className: 'error', part: 'error', role: 'alert', hidden: true },
    element('p', { className: 'error-title' }, 'This composition does not play'),
    this.#panelText,
    element('p', { className: 'actions' }, this.#again, this.#open),
  );
  #lineText = element('p');
  line = element('div', { className: 'warning', part: 'warning', role: 'alert', hidden: true }, this.#lineText);

  /** @param {() => void} onTryAgain */
  constructor(onTryAgain) {
    this.#again.addEventListener('click', onTryAgain);
    const dismiss = element('button', { type: 'button', className: 'dismiss', ariaLabel: 'Dismiss' }, icon('close'));
    dismiss.addEventListener('click', () => (this.line.hidden = true));
    this.line.append(dismiss);
  }

  /** There is nothing to see. @param {string} message @param {string | null} address Of the page, to be looked at alone. */
  showFailure(message, address) {
    this.#panelText.textContent = message;
    this.#open.hidden = address === null;
    if (address !== null) this.#open.href = address;
    this.line.hidden = true;
    this.panel.hidden = false;
  }

  /** There is something to see, but it may be wrong. @param {string} message */
  showWarning(message) {
    this.#lineText.textContent = message;
    this.line.hidden = false;
  }

  /** It plays after all. */
  clearFailure() {
    this.panel.hidden = true;
  }

  clear() {
    this.panel.hidden = this.line.hidden = true;
  }
}
