import { element } from '../player/element.js';
import { nameOf } from './render-status.js';
import { showBytes, showCount, showSeconds, showWork } from './show-values.js';

/** @typedef {import('#contracts/render.ts').RenderView} RenderView */

/**
 * The finished file with what is known of it.
 *
 * @param {RenderView & { output: NonNullable<RenderView['output']> }} view
 */
export function showVideo(view) {
  const { output, format, stages } = view;
  const shown = showFile(format, output.url);
  shown.style.aspectRatio = `${output.width} / ${output.height}`;
  /** @type {[string, string][]} */
  const facts = [
    ['Composition', nameOf(view)],
    ['Frames', `${showCount(output.frames, 'frame')} at ${output.fps} fps`],
    ['Size', `${output.width} × ${output.height}`],
    ['Length', showSeconds(output.durationSeconds)],
    [output.streamBytes === undefined ? 'File' : 'Stream', showBytes(output.streamBytes ?? output.sizeBytes)],
    ['Rendered in', showWork(stages)],
    ['SHA-256', output.sha256],
  ];
  const rows = facts.map(([name, value]) =>
    element('div', { className: name === 'SHA-256' ? 'hash' : '' }, element('dt', {}, name), element('dd', {}, value)),
  );
  const download = element(
    'a',
    { className: 'primary', href: output.url, download: `${nameOf(view)}.${EXTENSIONS[format] ?? format}` },
    `Download ${format.toUpperCase()}`,
  );
  return element(
    'div',
    { className: 'finished' },
    shown,
    element('div', { className: 'facts' }, element('dl', {}, ...rows), download),
  );
}

/** Where a file is not called as its format is. @type {Partial<Record<RenderView['format'], string>>} */
const EXTENSIONS = { jpeg: 'jpg', 'png-sequence': 'zip', hls: 'm3u8' };

const PICTURES = ['gif', 'png', 'jpeg', 'webp'];

/**
 * @param {RenderView['format']} format
 * @param {string} src
 */
function showFile(format, src) {
  if (PICTURES.includes(format)) return element('img', { src, alt: '' });
  return element('video', { controls: true, preload: 'auto', playsInline: true, src });
}
