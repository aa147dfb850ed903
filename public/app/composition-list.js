import { element } from '../player/element.js';
import { EdgereelPlayer } from '../player/edgereel-player.js';
import { showSeconds } from './show-values.js';

/** @typedef {import('#contracts/render.ts').CompositionEntry} CompositionEntry */

/** A thumbnail rests here: titles are usually in, farewells not yet begun. */
const POSTER_SHARE = 0.4;
const canMove = matchMedia('(prefers-reduced-motion: no-preference)');

/**
 * Cards with small live players: they rest on a poster frame and move while pointed at.
 *
 * @param {HTMLElement} list
 * @param {CompositionEntry[]} compositions
 * @param {(composition: CompositionEntry) => void} onPick
 * @returns {{ mark: (name: string | null) => void }} `mark` shows which one is open.
 */
export function listCompositions(list, compositions, onPick) {
  const buttons = new Map(
    compositions.map((composition) => {
      const facts = `${showSeconds(composition.durationSeconds)}, ${composition.width} × ${composition.height}`;
      const button = element(
        'button',
        { type: 'button', className: 'card-button' },
        composition.title,
        element('small', {}, facts),
      );
      button.addEventListener('click', () => onPick(composition));
      return [composition.name, button];
    }),
  );
  list.replaceChildren(
    ...compositions.map((composition) => {
      const thumbnail = Object.assign(new EdgereelPlayer(), { className: 'thumbnail', inert: true });
      const card = element(
        'li',
        { className: 'card' },
        thumbnail,
        /** @type {HTMLButtonElement} */ (buttons.get(composition.name)),
      );
      playOnHover(card, thumbnail, composition);
      return card;
    }),
  );
  return {
    mark(name) {
      for (const [key, button] of buttons) button.ariaCurrent = key === name ? 'true' : null;
    },
  };
}

/** @param {HTMLElement} card @param {EdgereelPlayer} thumbnail @param {CompositionEntry} composition */
function playOnHover(card, thumbnail, { name, durationSeconds, width, height }) {
  const posterSeconds = durationSeconds * POSTER_SHARE;
  thumbnail.setAttribute('width', String(width));
  thumbnail.setAttribute('height', String(height));
  thumbnail.loop = true;
  thumbnail.muted = true;
  thumbnail.src = previewUrl(name);
  thumbnail.seek(posterSeconds);
  card.addEventListener('pointerenter', () => canMove.matches && thumbnail.play());
  card.addEventListener('pointerleave', () => thumbnail.seek(posterSeconds));
}

/**
 * Where a composition's prepared page is served.
 *
 * @param {string} name
 * @param {Record<string, unknown>} [variables]
 */
export function previewUrl(name, variables = {}) {
  const query = Object.keys(variables).length > 0 ? `?variables=${encodeURIComponent(JSON.stringify(variables))}` : '';
  return `/preview/${encodeURIComponent(name)}/index.html${query}`;
}
