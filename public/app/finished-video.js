import { element } from '../player/element.js';
import { showBytes, showSeconds } from './show-values.js';

/** @typedef {import('#contracts/render.ts').RenderView} RenderView */

/**
 * The finished file with what is known of it.
 *
 * @param {RenderView & { output: NonNullable<RenderView['output']> }} view
 */
export function showVideo({ output, title, composition, stages }) {
  const video = element('video', { controls: true, preload: 'auto', playsInline: true, src: output.url });
  video.style.aspectRatio = `${output.width} / ${output.height}`;
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
    { className: 'primary', href: output.url, download: `${title ?? composition}.mp4` },
    'Download MP4',
  );
  return element(
    'div',
    { className: 'finished' },
    video,
    element('div', { className: 'facts' }, element('dl', {}, ...rows), download),
  );
}
