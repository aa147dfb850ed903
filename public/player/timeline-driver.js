/**
 * Drives the bare GSAP timeline of a page that has no runtime, in the words of the protocol: it takes controls and gives reports.
 * @module
 */

/** @typedef {import('./page-probe.js').TimelineLike} TimelineLike */

const FPS = { numerator: 30, denominator: 1 };

export class TimelineDriver {
  #timeline;
  #report;
  #size;
  #frame = 0;
  #seconds = 0;
  #rate = 1;
  /** @type {{ ms: number, seconds: number } | null} Moment from which playing counts; null while paused. */
  #origin = null;
  #nextFrame = 0;
  #lastControlId = 0;

  /**
   * @param {object} page
   * @param {TimelineLike} page.timeline
   * @param {HTMLElement | null} page.root
   * @param {(report: import('./protocol.js').Report) => void} report
   */
  constructor({ timeline, root }, report) {
    this.#timeline = timeline;
    // As a message would come: not before the caller has finished.
    this.#report = (/** @type {import('./protocol.js').Report} */ said) => queueMicrotask(() => report(said));
    this.#size = {
      width: Number.parseInt(root?.dataset['width'] ?? '', 10) || 1080,
      height: Number.parseInt(root?.dataset['height'] ?? '', 10) || 1920,
    };
    timeline.pause?.();
    this.#report({
      type: 'timeline',
      ...this.#size,
      durationSeconds: timeline.duration(),
      fps: FPS,
      scenes: [],
      hasSound: false,
    });
    this.#show(0);
  }

  /** @param {number} controlId @param {import('./protocol.js').Control} control */
  obey(controlId, { action, timeSeconds, playbackRate }) {
    this.#lastControlId = controlId;
    if (action === 'play') this.#play();
    else if (action === 'pause') this.#stop();
    else if (action === 'seek') {
      this.#stop();
      this.#seconds = Number(timeSeconds);
    } else if (action === 'set-playback-rate') {
      this.#rate = Number(playbackRate);
      if (this.#origin) this.#origin = { ms: performance.now(), seconds: this.#seconds };
    } else if (!['set-muted', 'set-volume'].includes(action)) {
      // A timeline has no sound to set; of anything else the caller learns that nobody does it.
      this.#report({ type: 'diagnostic', code: 'unsupported-action', details: { action } });
    }
    this.#show(this.#seconds);
  }

  close() {
    this.#stop();
  }

  #play() {
    if (this.#origin) return;
    if (this.#seconds >= this.#timeline.duration()) this.#seconds = 0;
    this.#origin = { ms: performance.now(), seconds: this.#seconds };
    this.#nextFrame = requestAnimationFrame(() => this.#advance());
  }

  #advance() {
    if (!this.#origin) return;
    const seconds = this.#origin.seconds + ((performance.now() - this.#origin.ms) / 1000) * this.#rate;
    if (seconds >= this.#timeline.duration()) this.#stop();
    else this.#nextFrame = requestAnimationFrame(() => this.#advance());
    this.#show(seconds);
  }

  #stop() {
    this.#origin = null;
    cancelAnimationFrame(this.#nextFrame);
  }

  /** @param {number} seconds */
  #show(seconds) {
    this.#seconds = Math.max(0, Math.min(seconds, this.#timeline.duration()));
    if (this.#timeline.totalTime) this.#timeline.totalTime(this.#seconds, false);
    else this.#timeline.seek?.(this.#seconds, false);
    this.#frame = Math.floor((this.#seconds * FPS.numerator) / FPS.denominator + 1e-9);
    const isPlaying = this.#origin !== null;
    this.#report({ type: 'state', frame: this.#frame, isPlaying, controlId: this.#lastControlId });
  }
}
