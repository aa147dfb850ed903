import { readSandbox, readSize, readSpeeds } from './attributes.js';
import { AudioTrack } from './audio-track.js';
import { commandOf, isTakenBy } from './keyboard.js';
import { PlayerAttributes } from './player-attributes.js';
import { PlayerView } from './player-view.js';
import { describeDiagnostic, PROTOCOL_VERSION } from './protocol.js';
import { prepareHtml } from './runtime-files.js';
import { Session } from './session.js';
import { sayTime } from './show-time.js';

/** Diagnostics after which the picture may be wrong. */
const SPOILING_CODES = ['script-error', 'not-ready', 'sub-composition'];
const PAGE_ATTRIBUTES = ['src', 'srcdoc', 'sandbox'];
const SETTING_ATTRIBUTES = ['playback-rate', 'volume', 'muted'];
const SHOWN_ATTRIBUTES = ['aria-label', 'audio-locked', 'controls', 'loop', 'speed-presets'];

/**
 * Shows a composition in a sandboxed frame and plays it by messages; the composition's own runtime does all seeking.
 *
 * Events: `ready {duration}`, `timeupdate {currentTime}`, `play`, `pause`, `ended`, `ratechange {playbackRate}`,
 * `volumechange {volume, muted}`, `scenes {scenes}`, `error {message}`, `diagnostic {code, message, details}`,
 * `elementpicked {element}`, `runtimeprotocolerror {expected, received}`. Times are seconds.
 */
export class EdgereelPlayer extends PlayerAttributes {
  static observedAttributes = [...PAGE_ATTRIBUTES, ...SETTING_ATTRIBUTES, ...SHOWN_ATTRIBUTES, 'audio-src'];

  #view = new PlayerView(this, {
    toggle: () => this.#toggle(),
    seekFrame: (frame) => this.#session.seekFrame(frame),
    setRate: (rate) => (this.playbackRate = rate),
    toggleLoop: () => this.toggleAttribute('loop'),
    toggleMuted: () => this.toggleAttribute('muted'),
    setVolume: (volume) => this.#setVolume(volume),
    toggleFullscreen: () => void this.#toggleFullscreen(),
    tryAgain: () => this.#reload(),
  });
  #session = this.#createSession();
  /** @type {HTMLIFrameElement | null} */
  #iframe = null;
  /** @type {AudioTrack | null} */
  #track = null;
  #isOpen = false;

  constructor() {
    super();
    this.addEventListener('keydown', (event) => {
      const [focused] = event.composedPath();
      const isTaken = event.defaultPrevented || (focused instanceof Element && isTakenBy(focused, event.key));
      if (!isTaken && this.handleKey(event)) event.preventDefault();
    });
  }

  connectedCallback() {
    this.#isOpen = true;
    this.#view.connect();
    this.#openTrack();
    this.#openPage();
  }

  disconnectedCallback() {
    this.#isOpen = false;
    this.#leavePage();
    this.#track?.close();
    this.#track = null;
    this.#view.disconnect();
  }

  /** @param {string} name @param {string | null} before @param {string | null} now */
  attributeChangedCallback(name, before, now) {
    if (before === now) return;
    if (PAGE_ATTRIBUTES.includes(name)) return this.#reload();
    // What a tag begins with is no change.
    if (!this.#isOpen) return;
    if (name === 'audio-src') this.#openTrack();
    if (SETTING_ATTRIBUTES.includes(name)) this.#session.tellSettings();
    this.#show();
    if (name === 'playback-rate') this.#emit('ratechange', { playbackRate: this.playbackRate });
    if (name === 'volume' || name === 'muted') this.#emit('volumechange', { volume: this.volume, muted: this.muted });
  }

  /** Seconds; setting it pauses, as `seek` does. */
  get currentTime() {
    return this.#session.currentTime;
  }
  set currentTime(seconds) {
    this.seek(seconds);
  }

  /** Seconds; 0 until it is known. */
  get duration() {
    return this.#session.playback.durationSeconds;
  }

  get paused() {
    return this.#session.isPaused;
  }

  get ready() {
    return this.#session.isReady;
  }

  /** Compositions directly inside the root. */
  get scenes() {
    return this.#session.scenes;
  }

  get iframeElement() {
    return this.#iframe;
  }

  /** Plays on, or from the start when the end has been reached. Before `ready`: as soon as that. */
  play() {
    this.#session.play();
  }

  pause() {
    this.#session.pause();
  }

  /** Pauses and shows the frame of a time. Before `ready`: the composition begins there. @param {number} seconds */
  seek(seconds) {
    this.#session.seek(seconds);
  }

  /** Stops all sound and video of the composition where they are. */
  stopMedia() {
    this.#session.send({ action: 'stop-media' });
    this.#track?.stop();
  }

  /** @param {string} target CSS selector of a media element. @param {unknown} grading */
  setColorGrading(target, grading) {
    this.#session.send({ action: 'set-color-grading', target, grading });
  }

  /** @param {string} target */
  clearColorGrading(target) {
    this.setColorGrading(target, null);
  }

  /** Shows graded and ungraded side by side. @param {string} target @param {unknown} compare */
  setColorGradingCompare(target, compare) {
    this.#session.send({ action: 'set-color-grading-compare', target, compare });
  }

  /** The next clicks pick elements of the composition; each comes as an `elementpicked` event. */
  enablePickMode() {
    this.#view.stage.openToPointer(true);
    this.#session.send({ action: 'enable-pick-mode' });
  }

  disablePickMode() {
    this.#view.stage.openToPointer(false);
    this.#session.send({ action: 'disable-pick-mode' });
  }

  /** Outlines elements for a moment. @param {string[]} selectors */
  flashElements(selectors) {
    this.#session.send({ action: 'flash-elements', selectors });
  }

  /**
   * Does what a key means, for pages that give the player the keys of the whole page.
   *
   * @param {KeyboardEvent} event
   * @returns {boolean} Whether it meant something.
   */
  handleKey(event) {
    const command = this.ready ? commandOf(event) : null;
    if (command) this.#view.announce(this.#obeyKey(command));
    return command !== null;
  }

  /** @param {import('./keyboard.js').KeyCommand} command @returns {string} What has been done, for a voice. */
  #obeyKey(command) {
    switch (command.do) {
      case 'toggle':
        this.#toggle();
        return this.paused ? 'Paused' : 'Playing';
      case 'mute':
        if (this.audioLocked) return 'The sound is locked';
        this.toggleAttribute('muted');
        return this.muted ? 'Muted' : 'Unmuted';
      case 'fullscreen':
        void this.#toggleFullscreen();
        return '';
      case 'step':
        this.#session.step(command.frames);
        break;
      case 'skip':
        this.seek(Math.max(0, this.currentTime + command.seconds));
        break;
      case 'start':
        this.seek(0);
        break;
      case 'end':
        this.#session.seekFrame(this.#session.lastFrame);
        break;
    }
    return sayTime(this.currentTime);
  }

  #toggle() {
    if (this.paused) this.play();
    else this.pause();
  }

  /** @param {number} volume */
  #setVolume(volume) {
    this.volume = volume;
    this.muted = volume === 0;
  }

  async #toggleFullscreen() {
    await (document.fullscreenElement === this ? document.exitFullscreen() : this.requestFullscreen());
  }

  #reload() {
    this.#leavePage();
    if (this.#isOpen) this.#openPage();
  }

  #leavePage() {
    this.#session.close();
    this.#session = this.#createSession();
    this.#iframe = null;
  }

  /** The old page stays in sight until the new one is ready. */
  #openPage() {
    const { src, srcdoc, stage } = { src: this.src, srcdoc: this.srcdoc, stage: this.#view.stage };
    this.#view.problems.clear();
    this.#show();
    if (src === null && srcdoc === null) return stage.clear();
    const page = {
      src,
      srcdoc: srcdoc === null ? null : prepareHtml(srcdoc),
      sandbox: readSandbox(this.getAttribute('sandbox')),
      title: this.ariaLabel ?? 'Composition',
    };
    this.#iframe = stage.load(page, this.#sizeOfAttributes());
    stage.showPoster(this.poster);
    this.#session.open(this.#iframe);
    if (this.autoplay) this.#session.play();
  }

  #createSession() {
    return new Session(() => this.#settings(), {
      emit: (type, detail) => {
        if (type === 'timeupdate' || type === 'play') this.#view.stage.showPoster(null);
        this.#emit(type, detail);
      },
      onChange: () => this.#show(),
      onSize: (size) => this.#iframe && this.#view.stage.resize(this.#iframe, size),
      onReady: () => this.#iframe && this.#view.reveal(this.#iframe),
      onDiagnostic: (diagnostic) => this.#tellDiagnostic(diagnostic),
      onFailure: (message, advice) => this.#fail(message, advice),
      onWrongVersion: (received) => this.#refuseVersion(received),
    });
  }

  #settings() {
    return { rate: this.playbackRate, isMuted: this.muted, volume: this.volume, isLoop: this.loop };
  }

  /** The page tells its own size later; these count until then. Null when there are none. */
  #sizeOfAttributes() {
    if (!this.hasAttribute('width') && !this.hasAttribute('height')) return null;
    return { width: readSize(this.getAttribute('width'), 1920), height: readSize(this.getAttribute('height'), 1080) };
  }

  #openTrack() {
    this.#track?.close();
    const onBlocked = () => this.#tellDiagnostic({ code: 'media-autoplay-blocked', details: {} });
    this.#track = this.audioSrc === null ? null : new AudioTrack(this.audioSrc, onBlocked);
  }

  /** @param {{ code: string, details: Record<string, unknown> }} diagnostic */
  #tellDiagnostic({ code, details }) {
    if (code === 'protocol-version') return this.#refuseVersion(details['expected']);
    const message = describeDiagnostic({ code, details });
    this.#emit('diagnostic', { code, message, details });
    if (!SPOILING_CODES.includes(code)) return;
    this.#view.problems.showWarning(message);
    this.#emit('error', { message });
  }

  /** @param {unknown} received Version that the page speaks. */
  #refuseVersion(received) {
    this.#emit('runtimeprotocolerror', { expected: PROTOCOL_VERSION, received });
    this.#fail(
      `The composition speaks version ${String(received)} of the player's protocol, the player version ${PROTOCOL_VERSION}`,
      'Give it the runtime that comes with this player.',
    );
  }

  /** @param {string} message @param {string} advice What the viewer or the author can do. */
  #fail(message, advice) {
    this.#view.fail(`${message}. ${advice}`, this.srcdoc === null ? this.src : null);
    this.#emit('error', { message });
  }

  /** @param {string} type @param {Record<string, unknown> | null} [detail] */
  #emit(type, detail = null) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** Brings what is seen and heard in line with what is so now. */
  #show() {
    const { playback, isReady, hasSound, currentTime: seconds } = this.#session;
    const { isPlaying } = playback;
    const settings = this.#settings();
    this.#track?.follow({ isPlaying, seconds, ...settings });
    this.#view.update({
      playback,
      isReady,
      ...settings,
      speeds: readSpeeds(this.getAttribute('speed-presets')),
      hasSound: hasSound || this.#track !== null,
      isAudioLocked: this.audioLocked,
    });
  }
}
