import { element } from './element.js';
import { icon } from './icons.js';
import { currentTime, frameCount } from './playback.js';
import { Scrubber } from './scrubber.js';
import { showTime } from './show-time.js';

/**
 * @typedef {object} ControlsView What the controls show.
 * @property {import('./playback.js').Playback} playback
 * @property {boolean} isReady Until then there is nothing to drive.
 * @property {number} rate
 * @property {readonly number[]} speeds
 * @property {boolean} isLoop
 * @property {boolean} hasSound
 * @property {boolean} isMuted
 * @property {number} volume
 * @property {boolean} isAudioLocked
 *
 * @typedef {object} ControlsCommands
 * @property {() => void} toggle
 * @property {(frame: number) => void} seekFrame
 * @property {(rate: number) => void} setRate
 * @property {() => void} toggleLoop
 * @property {() => void} toggleMuted
 * @property {(volume: number) => void} setVolume
 * @property {() => void} toggleFullscreen
 */

/** The bar below the picture. */
export class Controls {
  #play;
  #scrubber;
  #time = element('output', { className: 'time', part: 'time' });
  #frame = element('output', { className: 'frame' });
  #speed;
  #loop;
  #sound;
  #mute;
  #volume;
  root;

  /** @param {ControlsCommands} commands */
  constructor({ toggle, seekFrame, setRate, toggleLoop, toggleMuted, setVolume, toggleFullscreen }) {
    this.#play = button('play', 'Play', toggle, 'play', 'pause');
    this.#scrubber = new Scrubber(seekFrame);
    this.#speed = element('select', { className: 'speed', part: 'speed', 'aria-label': 'Speed', title: 'Speed' });
    this.#speed.addEventListener('change', () => setRate(Number(this.#speed.value)));
    this.#loop = button('loop', 'Loop', toggleLoop, 'loop');
    this.#mute = button('mute', 'Mute', toggleMuted, 'sound', 'muted');
    this.#volume = element('input', {
      type: 'range',
      className: 'volume',
      part: 'volume',
      min: '0',
      max: '1',
      step: '0.05',
      'aria-label': 'Volume',
      'data-owns-arrows': '',
    });
    this.#volume.addEventListener('input', () => setVolume(this.#volume.valueAsNumber));
    this.#sound = element('div', { className: 'sound' }, this.#mute, this.#volume);
    const clock = element('div', { className: 'clock' }, this.#time, this.#frame);
    const fullscreen = button('fullscreen', 'Full screen', toggleFullscreen, 'fullscreen');
    fullscreen.hidden = !document.fullscreenEnabled;
    this.root = element(
      'div',
      { className: 'controls', part: 'controls' },
      this.#play,
      this.#scrubber.root,
      clock,
      element('div', { className: 'options' }, this.#sound, this.#speed, this.#loop, fullscreen),
    );
  }

  /** @param {ControlsView} view */
  update({ playback, isReady, rate, speeds, isLoop, hasSound, isMuted, volume, isAudioLocked }) {
    this.#play.disabled = !isReady;
    setName(this.#play, playback.isPlaying ? 'Pause' : 'Play');
    this.#play.classList.toggle('is-on', playback.isPlaying);
    this.#scrubber.update(playback, isReady);
    const count = frameCount(playback);
    this.#time.value = showTime(currentTime(playback));
    this.#frame.value = `${Math.min(playback.frame, Math.max(0, count - 1))} / ${count}`;
    this.#showSpeeds(rate, speeds);
    this.#loop.ariaPressed = String(isLoop);
    this.#sound.hidden = !hasSound;
    this.#mute.disabled = this.#volume.disabled = isAudioLocked;
    setName(this.#mute, isMuted ? 'Unmute' : 'Mute');
    this.#mute.classList.toggle('is-on', isMuted);
    this.#volume.valueAsNumber = isMuted ? 0 : volume;
    this.#volume.style.setProperty('--played', String(isMuted ? 0 : volume));
  }

  /** The present rate is on the list, whoever set it. @param {number} rate @param {readonly number[]} speeds */
  #showSpeeds(rate, speeds) {
    const rates = speeds.includes(rate) ? speeds : [...speeds, rate].toSorted((a, b) => a - b);
    const isSame = rates.join() === [...this.#speed.options].map(({ value }) => value).join();
    if (!isSame)
      this.#speed.replaceChildren(...rates.map((value) => element('option', { value: String(value) }, `${value}×`)));
    this.#speed.value = String(rate);
  }
}

/**
 * @param {string} name
 * @param {string} label
 * @param {() => void} onClick
 * @param {...Parameters<typeof icon>[0]} icons The second shows while the button is on.
 */
function button(name, label, onClick, ...icons) {
  const node = element('button', { type: 'button', className: name, part: `button ${name}` }, ...icons.map(icon));
  node.classList.toggle('has-two', icons.length > 1);
  node.addEventListener('click', onClick);
  setName(node, label);
  return node;
}

/** @param {HTMLButtonElement} node @param {string} name */
function setName(node, name) {
  node.ariaLabel = node.title = name;
}
