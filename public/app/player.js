import { element } from './element.js';

const PROTOCOL_VERSION = 1;
const READY_TIMEOUT_MS = 20_000;

/**
 * @typedef {object} Source
 * @property {string} url
 * @property {string} title
 * @property {number} width
 * @property {number} height
 * @property {number} frame Shown first.
 *
 * @typedef {object} PlayerEvents
 * @property {(facts: { frameCount: number, fps: string }) => void} [onReady]
 * @property {(state: { frame: number, isPlaying: boolean }) => void} [onState]
 * @property {(message: string) => void} [onProblem]
 */

/**
 * Shows a composition in an iframe of its own opaque origin, scaled to the width of its host, and drives it by messages.
 * The composition's own runtime does all seeking and playing.
 */
export class Player {
  #host;
  #events;
  /** @type {HTMLIFrameElement | null} */
  #iframe = null;
  /** @type {Source | null} */
  #source = null;
  #isReady = false;
  #readyTimer = 0;
  /** Frames are counted at this rate, in both directions. */
  #fps = { numerator: 30, denominator: 1 };
  #resize = new ResizeObserver(() => this.#fit());

  /**
   * @param {HTMLElement} host
   * @param {PlayerEvents} events
   */
  constructor(host, events = {}) {
    this.#host = host;
    this.#events = events;
    this.#resize.observe(host);
    window.addEventListener('message', (event) => this.#receive(event));
  }

  /** @param {Source} source */
  load(source) {
    this.#source = source;
    this.#isReady = false;
    const iframe = element('iframe', {
      title: source.title,
      src: source.url,
      width: String(source.width),
      height: String(source.height),
      sandbox: 'allow-scripts',
      tabIndex: -1,
    });
    // Below the one that is shown, which goes when this one is ready: a change of variables does not flash.
    this.#host.prepend(iframe);
    this.#iframe = iframe;
    this.#host.style.aspectRatio = `${source.width} / ${source.height}`;
    this.#fit();
    clearTimeout(this.#readyTimer);
    this.#readyTimer = setTimeout(() => {
      this.#events.onProblem?.('The composition did not get ready in time. The console of the browser may say why.');
    }, READY_TIMEOUT_MS);
  }

  play() {
    this.#send({ action: 'play' });
  }

  pause() {
    this.#send({ action: 'pause' });
  }

  /** Pauses and shows a frame. @param {number} frame */
  seek(frame) {
    this.#send({ action: 'seek', frame });
  }

  /** @param {Record<string, unknown>} control */
  #send(control) {
    if (!this.#isReady) return;
    const message = {
      source: 'hf-parent',
      type: 'control',
      protocolVersion: PROTOCOL_VERSION,
      fps: this.#fps,
      ...control,
    };
    // An opaque origin has no name, so "*" is the only target that reaches it; nothing secret is said.
    this.#iframe?.contentWindow?.postMessage(message, '*');
  }

  /** @param {MessageEvent} event */
  #receive({ source, data }) {
    if (!this.#iframe || source !== this.#iframe.contentWindow || data?.source !== 'hf-preview') return;
    if (data.type === 'timeline' && !this.#isReady && data.durationInFrames > 0) this.#start(data);
    if (data.type === 'state' && this.#isReady)
      this.#events.onState?.({ frame: Number(data.frame), isPlaying: data.isPlaying === true });
    if (data.type === 'diagnostic') this.#events.onProblem?.(describeFault(data));
  }

  /** @param {{ durationInFrames: number, fps: { numerator: number, denominator: number } }} timeline */
  #start({ durationInFrames, fps: { numerator, denominator } }) {
    if (!this.#source) return;
    clearTimeout(this.#readyTimer);
    this.#isReady = true;
    for (const frame of this.#host.querySelectorAll('iframe')) if (frame !== this.#iframe) frame.remove();
    this.#fps = { numerator, denominator };
    this.#events.onReady?.({
      frameCount: durationInFrames,
      fps: denominator === 1 ? String(numerator) : `${numerator}/${denominator}`,
    });
    this.seek(Math.min(this.#source.frame, durationInFrames - 1));
  }

  #fit() {
    if (!this.#iframe || !this.#source) return;
    const { width, height } = this.#host.getBoundingClientRect();
    // The larger of the two and a hair more: rounded to device pixels, an exact fit can leave a line open.
    const scale = Math.max(width / this.#source.width, height / this.#source.height) * 1.001;
    this.#iframe.style.transform = `scale(${scale})`;
  }
}

/** @param {{ code: string, details?: { message?: string, missing?: string[] } }} diagnostic */
function describeFault({ code, details }) {
  const missing = details?.missing && `The composition still waits for ${details.missing.join(', ')}.`;
  return `${details?.message ?? missing ?? 'The composition reports a fault.'} (${code})`;
}
