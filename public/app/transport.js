import { byId } from './element.js';
import { frameRate, showTime } from './show-values.js';

/**
 * Play button, scrubber, clock and keys.
 *
 * @typedef {object} TransportCommands
 * @property {() => void} play
 * @property {() => void} pause
 * @property {(frame: number) => void} seek
 */
export class Transport {
  #commands;
  #button = byId('play', HTMLButtonElement);
  #scrubber = byId('scrubber', HTMLInputElement);
  #time = byId('time', HTMLOutputElement);
  #frameOf = byId('frame', HTMLOutputElement);
  #fps = '30';
  #frame = 0;
  #isPlaying = false;
  /** @type {number | null} Frame of a seek that waits for the next animation frame. */
  #pendingFrame = null;

  /** @param {TransportCommands} commands */
  constructor(commands) {
    this.#commands = commands;
    this.#button.addEventListener('click', () => this.toggle());
    this.#scrubber.addEventListener('input', () => this.#seek(this.#scrubber.valueAsNumber));
    document.addEventListener('keydown', (event) => this.#onKey(event));
    document.addEventListener('click', letGoOfButtons);
  }

  get frame() {
    return this.#frame;
  }

  /** Until `enable` there is nothing to drive. */
  disable() {
    this.#button.disabled = this.#scrubber.disabled = true;
    this.#isPlaying = false;
    this.#show();
  }

  /**
   * @param {number} frameCount
   * @param {string} fps
   */
  enable(frameCount, fps) {
    this.#fps = fps;
    this.#scrubber.max = String(frameCount - 1);
    this.#scrubber.style.setProperty('--seconds', String(frameCount / frameRate(fps)));
    this.#button.disabled = this.#scrubber.disabled = false;
    this.#show();
  }

  /** What the composition says of itself. @param {{ frame: number, isPlaying: boolean }} state */
  update({ frame, isPlaying }) {
    this.#frame = Math.max(0, Math.min(frame, this.#lastFrame));
    this.#isPlaying = isPlaying;
    this.#show();
  }

  toggle() {
    if (this.#button.disabled) return;
    this.#sendPendingSeek();
    if (this.#isPlaying) return this.#commands.pause();
    if (this.#frame >= this.#lastFrame) this.#commands.seek(0);
    this.#commands.play();
  }

  get #lastFrame() {
    return Number(this.#scrubber.max);
  }

  /** Seeks at most once per animation frame: dragging yields more events than a composition can show. @param {number} frame */
  #seek(frame) {
    const isWaiting = this.#pendingFrame !== null;
    this.#pendingFrame = Math.max(0, Math.min(frame, this.#lastFrame));
    this.update({ frame: this.#pendingFrame, isPlaying: false });
    if (!isWaiting) requestAnimationFrame(() => this.#sendPendingSeek());
  }

  /** A seek pauses, so one that still waits must not overtake a play. */
  #sendPendingSeek() {
    if (this.#pendingFrame === null) return;
    this.#commands.seek(this.#pendingFrame);
    this.#pendingFrame = null;
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (this.#button.disabled || event.ctrlKey || event.metaKey || event.altKey || isTakenBy(event.target, event.key))
      return;
    const step = event.shiftKey ? Math.round(frameRate(this.#fps)) : 1;
    const actions = {
      ' ': () => this.toggle(),
      ArrowLeft: () => this.#seek(this.#frame - step),
      ArrowRight: () => this.#seek(this.#frame + step),
      Home: () => this.#seek(0),
      End: () => this.#seek(this.#lastFrame),
    };
    const action = Object.hasOwn(actions, event.key) ? actions[/** @type {keyof typeof actions} */ (event.key)] : null;
    if (!action) return;
    event.preventDefault();
    action();
  }

  #show() {
    const time = showTime(this.#frame, this.#fps);
    this.#button.ariaLabel = this.#isPlaying ? 'Pause' : 'Play';
    this.#button.classList.toggle('is-playing', this.#isPlaying);
    this.#scrubber.valueAsNumber = this.#frame;
    this.#scrubber.style.setProperty('--played', String(this.#lastFrame > 0 ? this.#frame / this.#lastFrame : 0));
    this.#scrubber.ariaValueText = `Frame ${this.#frame}, ${time}`;
    this.#time.value = time;
    this.#frameOf.value = `${this.#frame} / ${this.#lastFrame + 1}`;
  }
}

/** After a click by pointer the space bar plays again, and does not press the button once more. @param {MouseEvent} event */
function letGoOfButtons({ detail, target }) {
  if (detail > 0 && target instanceof Element) target.closest('button')?.blur();
}

/** Whether the focused control gives this key a meaning of its own. @param {EventTarget | null} target @param {string} key */
function isTakenBy(target, key) {
  if (!(target instanceof Element) || target.id === 'scrubber') return false;
  if (target.closest('input, select, textarea, video, dialog, [role="tab"]')) return true;
  return key === ' ' && target.closest('button, a, summary') !== null;
}
