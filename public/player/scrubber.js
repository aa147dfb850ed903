import { clamp } from './attributes.js';
import { element } from './element.js';
import { currentTime, frameCount, frameRate } from './playback.js';
import { sayTime, showTime } from './show-time.js';

/** Width of the thumb; its middle goes from half of this to half of this. CSS pixels, as in the styles. */
const THUMB_WIDTH_PX = 6;

/** A ruler with a mark for each second. The thumb is the playhead; a hovering pointer is told its time. */
export class Scrubber {
  #input = element('input', {
    type: 'range',
    className: 'scrubber',
    part: 'scrubber',
    min: '0',
    max: '0',
    step: '1',
    'aria-label': 'Seek',
  });
  #hover = element('output', { className: 'hover-time', part: 'hover-time', 'aria-hidden': 'true', hidden: true });
  root = element('div', { className: 'track' }, this.#input, this.#hover);
  #secondsPerFrame = 1 / 30;

  /** @param {(frame: number) => void} onSeek */
  constructor(onSeek) {
    this.#input.addEventListener('input', () => onSeek(this.#input.valueAsNumber));
    this.#input.addEventListener('pointermove', (event) => this.#showHover(event));
    for (const type of ['pointerleave', 'pointercancel'])
      this.#input.addEventListener(type, () => (this.#hover.hidden = true));
  }

  /** @param {import('./playback.js').Playback} playback @param {boolean} isEnabled */
  update(playback, isEnabled) {
    const lastFrame = Math.max(0, frameCount(playback) - 1);
    const frame = Math.min(playback.frame, lastFrame);
    const time = currentTime(playback);
    this.#secondsPerFrame = 1 / frameRate(playback);
    this.#input.disabled = !isEnabled;
    this.#input.max = String(lastFrame);
    this.#input.valueAsNumber = frame;
    this.#input.ariaValueText = `${sayTime(time)} of ${sayTime(playback.durationSeconds)}, frame ${frame}`;
    this.#input.style.setProperty('--seconds', String(playback.durationSeconds || 1));
    this.#input.style.setProperty('--played', String(lastFrame > 0 ? frame / lastFrame : 0));
  }

  /** @param {PointerEvent} event */
  #showHover({ offsetX, pointerType }) {
    const width = this.#input.clientWidth;
    const share = clamp((offsetX - THUMB_WIDTH_PX / 2) / (width - THUMB_WIDTH_PX), 0, 1);
    this.#hover.hidden = this.#input.disabled || pointerType === 'touch';
    this.#hover.value = showTime(Math.round(share * Number(this.#input.max)) * this.#secondsPerFrame);
    this.#hover.style.left = `${clamp(offsetX, 0, width)}px`;
  }
}
