import { element } from '../player/element.js';
import { showBytes, showSeconds } from './show-values.js';

/** @typedef {import('#contracts/render.ts').RenderView} RenderView */

/**
 * The finished file with what is known of it.
 *
 * @param {RenderView & { output: NonNullable<RenderView['output']> }} view
 */
export function showVideo({ output, format, title, composition, stages }) {
  const shown = showFile(format, output.url);
  shown.style.aspectRatio = `${output.width} / ${output.height}`;
  /** @type {[string, string][]} */
  const facts = [
    ['Composition', title ?? composition],
    ['Frames', `${output.frames} at ${output.fps} fps`],
    ['Size', `${output.width} × ${output.height}`],
    ['Length', showSeconds(output.durationSeconds)],
    ['File', showBytes(output.sizeBytes)],
    ['Rendered in', showSeconds((stages['total'] ?? 0) / 1000)],
    ['SHA-256', output.sha256],
  ];
  const rows = facts.map(([name, value]) =>
    element('div', { className: name === 'SHA-256' ? 'hash' : '' }, element('dt', {}, name), element('dd', {}, value)),
  );
  const download = element(
    'a',
    { className: 'primary', href: output.url, download: `${title ?? composition}.${EXTENSIONS[format] ?? format}` },
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
