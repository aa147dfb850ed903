import { element } from '../player/element.js';
import { nameOf, STATUS_LABELS } from './render-status.js';
import { showBytes, showCount, showMoment } from './show-values.js';

/** @typedef {import('#contracts/render.ts').RenderView} RenderView */

/**
 * @param {HTMLElement} list
 * @param {RenderView[]} renders Newest first.
 * @param {(view: RenderView) => void} onOpen
 */
export function listRenders(list, renders, onOpen) {
  if (renders.length === 0)
    return list.replaceChildren(element('li', { className: 'empty' }, 'Nothing has been rendered yet.'));
  list.replaceChildren(
    ...renders.map((view) => {
      const facts = view.output
        ? `${showCount(view.output.frames, 'frame')}, ${showBytes(view.output.streamBytes ?? view.output.sizeBytes)}`
        : (view.error?.code ?? '');
      const row = element(
        'button',
        { type: 'button', className: 'row', onclick: () => onOpen(view) },
        element('span', { className: `dot dot-${view.status}` }),
        element('span', { className: 'row-name' }, nameOf(view)),
        element('span', { className: 'row-status' }, STATUS_LABELS[view.status]),
        element('span', { className: 'row-facts' }, facts),
        element('time', { dateTime: view.createdAt }, showMoment(view.createdAt)),
      );
      return element('li', {}, row);
    }),
  );
}
