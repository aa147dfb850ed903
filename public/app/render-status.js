import { element } from '../player/element.js';
import { showCount, showWork } from './show-values.js';
import { isOver } from './watch-render.js';

/**
 * @typedef {import('#contracts/render.ts').RenderView} RenderView
 * @typedef {{ code: string, message: string, requestId?: string | undefined, details?: Record<string, unknown> | undefined }} Problem
 */

export const STATUS_LABELS = /** @satisfies {Record<RenderView['status'], string>} */ ({
  queued: 'Waiting for a node',
  planning: 'Planning',
  rendering: 'Rendering',
  assembling: 'Assembling',
  completed: 'Finished',
  failed: 'Failed',
  canceled: 'Canceled',
});

/** What a render is called on this page. @param {Pick<RenderView, 'title' | 'composition'>} view */
export const nameOf = ({ title, composition }) => title ?? composition;

/**
 * What a render is doing now: a bar divided into its chunks while it runs, its outcome afterwards.
 *
 * @param {RenderView} view
 * @param {{ onCancel: () => void, onRetry: () => void, onWatch: () => void, onHide: (() => void) | null }} actions
 */
export function showRender(view, actions) {
  const { framesDone, framesTotal, chunksDone, chunksTotal, ratio } = view.progress;
  const head = element('p', { className: 'status-head' }, element('strong', {}, STATUS_LABELS[view.status]));
  if (!isOver(view)) head.append(element('span', { className: 'percent' }, `${Math.floor(ratio * 100)} %`));
  /** @type {HTMLElement[]} */
  const parts = [element('p', { className: 'status-name' }, `${nameOf(view)}, ${view.format}`), head];
  if (!isOver(view)) {
    const facts = [
      framesTotal !== null && `${framesDone} of ${showCount(framesTotal, 'frame')}`,
      chunksTotal !== null && `${chunksDone} of ${showCount(chunksTotal, 'chunk')}`,
    ];
    const cancel = element('button', { type: 'button', className: 'quiet', onclick: actions.onCancel }, 'Cancel');
    parts.push(
      progressBar(ratio, chunksTotal),
      element('p', { className: 'status-foot' }, element('span', {}, facts.filter(Boolean).join(', ')), cancel),
    );
  }
  if (view.output) {
    const watch = element('button', { type: 'button', className: 'quiet', onclick: actions.onWatch }, 'Show result');
    const took = `${showCount(view.output.frames, 'frame')} in ${showWork(view.stages)}`;
    parts.push(element('p', { className: 'status-foot' }, element('span', {}, took), watch));
  }
  if (view.error) parts.push(showProblem(view.error));
  if (view.error?.retryable)
    parts.push(
      element(
        'button',
        { type: 'button', className: 'quiet', onclick: actions.onRetry },
        'Try again from the finished chunks',
      ),
    );
  parts.push(...view.warnings.map(({ message }) => element('p', { className: 'warning' }, message)));
  if (actions.onHide) {
    const label = `Hide ${nameOf(view)}`;
    head.append(
      element('button', { type: 'button', className: 'quiet', 'aria-label': label, onclick: actions.onHide }, 'Hide'),
    );
  }
  return element('div', { className: `status status-${view.status}` }, ...parts);
}

/** Code, message and facts of a failure, as they are. @param {Problem} problem */
export function showProblem({ code, message, requestId, details }) {
  const box = element('div', { className: 'problem' }, element('code', {}, code), element('p', {}, message));
  const facts = { ...details, ...(requestId !== undefined && { requestId }) };
  if (Object.keys(facts).length > 0) {
    box.append(
      element(
        'details',
        {},
        element('summary', {}, 'Details'),
        element('pre', { tabIndex: 0 }, JSON.stringify(facts, null, 2)),
      ),
    );
  }
  return box;
}

/** @param {number} ratio @param {number | null} chunks */
function progressBar(ratio, chunks) {
  const percent = Math.floor(ratio * 100);
  const bar = element('div', {
    className: 'progress',
    role: 'progressbar',
    'aria-label': 'Progress',
    'aria-valuemin': 0,
    'aria-valuemax': 100,
    'aria-valuenow': percent,
  });
  bar.style.setProperty('--ratio', String(ratio));
  bar.style.setProperty('--chunks', String(chunks ?? 1));
  return bar;
}
