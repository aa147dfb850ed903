import { element } from '../player/element.js';
import { byId } from './by-id.js';

/**
 * Asks for an API key.
 *
 * @param {boolean} wasRefused Whether another key was just refused.
 * @returns {Promise<string | null>} Null when the person declines.
 */
export function askForKey(wasRefused) {
  const dialog = byId('key-dialog', HTMLDialogElement);
  const form = /** @type {HTMLFormElement} */ (dialog.querySelector('form'));
  const input = /** @type {HTMLInputElement} */ (form.elements.namedItem('key'));
  const cancel = /** @type {HTMLButtonElement} */ (dialog.querySelector('button[value="cancel"]'));
  dialog.querySelector('.refused')?.remove();
  if (wasRefused)
    input
      .closest('label')
      ?.append(element('small', { className: 'refused', role: 'alert' }, 'The last key was refused.'));
  form.reset();
  return new Promise((resolve) => {
    const settled = new AbortController();
    const { signal } = settled;
    /** @param {string | null} key */
    const settle = (key) => {
      settled.abort();
      dialog.close();
      resolve(key);
    };
    form.addEventListener('submit', (event) => (event.preventDefault(), settle(input.value.trim())), { signal });
    cancel.addEventListener('click', () => settle(null), { signal });
    dialog.addEventListener('cancel', () => settle(null), { signal });
    dialog.showModal();
  });
}
