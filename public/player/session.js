import { CompositionLink } from './composition-link.js';
import { currentTime, frameAt, frameCount, frameRate, isAtEnd, NOTHING_YET, report } from './playback.js';
import { SeekQueue } from './seek-queue.js';

/**
 * @typedef {import('./protocol.js').Control} Control
 * @typedef {import('./protocol.js').Scene} Scene
 * @typedef {{ rate: number, isMuted: boolean, volume: number, isLoop: boolean }} Settings
 *
 * @typedef {object} SessionEvents
 * @property {(type: string, detail?: Record<string, unknown>) => void} emit An event of the player.
 * @property {() => void} onChange Something that is shown may be other than before.
 * @property {(size: { width: number, height: number }) => void} onSize CSS pixels of the composition.
 * @property {() => void} onReady The frame to begin with is shown, though not yet to the viewer.
 * @property {(diagnostic: { code: string, details: Record<string, unknown> }) => void} onDiagnostic
 * @property {(message: string, advice: string) => void} onFailure It does not play, as far as is known now.
 * @property {(version: unknown) => void} onWrongVersion
 */

const SILENCE_ADVICE =
  'The page did not load, or holds nothing that the player can drive. The console of the browser may say which.';
const REFUSAL_ADVICE = 'Check the src of the player.';

/**
 * One composition from being loaded to being left. It is empty until a page is opened, loading until its length is known,
 * starting until the frame to begin with shows, then ready; what is asked for earlier is done then.
 */
export class Session {
  /** @type {'empty' | 'loading' | 'starting' | 'ready'} */
  #phase = 'empty';
  #playback = NOTHING_YET;
  /** @type {Scene[]} */
  #scenes = [];
  #hasSound = false;
  #wanted = { seconds: 0, isPlaying: false };
  /** @type {CompositionLink | null} */
  #link = null;
  #seeks = new SeekQueue((timeSeconds) => this.send({ action: 'seek', timeSeconds }));
  #settings;
  #events;

  /** @param {() => Settings} settings What holds now. @param {SessionEvents} events */
  constructor(settings, events) {
    this.#settings = settings;
    this.#events = events;
  }

  get isReady() {
    return this.#phase === 'ready';
  }

  get playback() {
    return this.#playback;
  }

  get scenes() {
    return this.#scenes;
  }

  /** Whether the composition has media elements of its own. */
  get hasSound() {
    return this.#hasSound;
  }

  get currentTime() {
    return this.#isBegun ? currentTime(this.#playback) : this.#wanted.seconds;
  }

  get isPaused() {
    return !this.#playback.isPlaying && !this.#wanted.isPlaying;
  }

  /** @param {HTMLIFrameElement} iframe */
  open(iframe) {
    this.#phase = 'loading';
    this.#link = new CompositionLink(iframe, {
      onReport: (said) => this.#receive(said),
      onRefusal: (status) => this.#events.onFailure(`The address of the composition answers ${status}`, REFUSAL_ADVICE),
      onSilence: (seconds) =>
        this.#events.onFailure(`Composition timeline not found after ${seconds}s`, SILENCE_ADVICE),
      onWrongVersion: this.#events.onWrongVersion,
    });
  }

  /** The page stands still from now on, for as long as it stays in sight. */
  close() {
    if (this.#playback.isPlaying) this.send({ action: 'pause' });
    this.#link?.close();
  }

  play() {
    if (this.#phase !== 'ready') {
      this.#wanted.isPlaying = true;
      return;
    }
    if (this.#playback.isPlaying) return;
    if (isAtEnd(this.#playback)) this.seek(0);
    this.#seeks.flush();
    this.send({ action: 'play' });
    this.#playback = { ...this.#playback, isPlaying: true };
    this.#events.onChange();
    this.#events.emit('play');
  }

  pause() {
    this.#wanted.isPlaying = false;
    if (!this.#playback.isPlaying) return;
    this.send({ action: 'pause' });
    this.#rest(this.#playback.frame);
  }

  /** @param {number} seconds */
  seek(seconds) {
    this.#wanted = { seconds: Math.max(0, seconds) || 0, isPlaying: false };
    if (this.#isBegun) this.seekFrame(frameAt(this.#playback, seconds));
  }

  /** What is asked for is what is shown and told, so it is counted in frames. @param {number} frame */
  seekFrame(frame) {
    const seconds = Math.max(0, Math.min(frame / frameRate(this.#playback), this.#playback.durationSeconds));
    this.#seeks.ask(seconds);
    this.#rest(frameAt(this.#playback, seconds));
  }

  /** Frames from the one that is shown; stays within the composition. @param {number} frames */
  step(frames) {
    this.seekFrame(Math.max(0, Math.min(this.shownFrame + frames, this.lastFrame)));
  }

  get lastFrame() {
    return Math.max(0, frameCount(this.#playback) - 1);
  }

  /** The end is no frame of its own: it holds the last one. */
  get shownFrame() {
    return Math.min(this.#playback.frame, this.lastFrame);
  }

  /** The settings have changed. */
  tellSettings() {
    if (!this.#isBegun) return;
    const { rate, isMuted, volume } = this.#settings();
    this.send({ action: 'set-playback-rate', playbackRate: rate });
    this.send({ action: 'set-muted', muted: isMuted });
    this.send({ action: 'set-volume', volume });
  }

  /** @param {Control} control @returns {number} Its number. */
  send(control) {
    return this.#link?.send(control) ?? 0;
  }

  /** Whether the composition can be sent somewhere. */
  get #isBegun() {
    return this.#phase === 'starting' || this.#phase === 'ready';
  }

  /** @param {import('./protocol.js').Report} said */
  #receive(said) {
    switch (said.type) {
      case 'stage-size':
        return this.#events.onSize(said);
      case 'timeline':
        return this.#onTimeline(said);
      case 'state':
        return this.#onState(said);
      case 'diagnostic':
        return this.#events.onDiagnostic(said);
      case 'element-picked':
        return this.#events.emit('elementpicked', { element: said.element });
    }
  }

  /** @param {import('./protocol.js').TimelineReport} timeline */
  #onTimeline({ durationSeconds, fps, width, height, scenes, hasSound }) {
    this.#events.onSize({ width, height });
    if (durationSeconds === 0)
      return this.#events.onFailure('The composition has no duration', 'Give its root a data-duration in seconds.');
    const isNews = JSON.stringify(scenes) !== JSON.stringify(this.#scenes);
    this.#playback = { ...this.#playback, durationSeconds, fps };
    this.#scenes = scenes;
    this.#hasSound = hasSound;
    if (this.#phase === 'loading') this.#begin();
    this.#events.onChange();
    if (isNews) this.#events.emit('scenes', { scenes });
  }

  /** Sends the composition to where it shall begin; it is ready once it is there. */
  #begin() {
    this.#phase = 'starting';
    this.tellSettings();
    this.#playback = { ...this.#playback, frame: frameAt(this.#playback, this.#wanted.seconds) };
    this.#seeks.ask(currentTime(this.#playback));
  }

  /** @param {{ frame: number, isPlaying: boolean, controlId?: number }} state */
  #onState(state) {
    this.#seeks.answer(state.controlId);
    // What was said before the last control was obeyed is not so any more.
    const isStale = this.#seeks.isWaiting || (state.controlId ?? Infinity) < (this.#link?.lastControlId ?? 0);
    if (!this.#isBegun || isStale) return;
    const { playback, events } = report(this.#playback, state);
    const startsOver = this.#settings().isLoop && events.includes('ended');
    this.#playback = { ...playback, isPlaying: playback.isPlaying || startsOver };
    if (startsOver) this.#startOver();
    if (this.#phase === 'starting') this.#becomeReady();
    this.#events.onChange();
    for (const event of events) {
      if (event === 'timeupdate') this.#tellTime();
      else if (!startsOver) this.#events.emit(event);
    }
  }

  #becomeReady() {
    this.#phase = 'ready';
    this.#events.onReady();
    this.#events.emit('ready', { duration: this.#playback.durationSeconds });
    if (this.#wanted.isPlaying) this.play();
    this.#wanted.isPlaying = false;
  }

  #startOver() {
    this.#seeks.ask(0);
    this.#seeks.flush();
    this.send({ action: 'play' });
  }

  /** Stands still at a frame, and tells what that changes. @param {number} frame */
  #rest(frame) {
    const before = this.#playback;
    this.#playback = { ...before, frame, isPlaying: false };
    this.#events.onChange();
    if (before.isPlaying) this.#events.emit('pause');
    if (before.frame !== frame) this.#tellTime();
  }

  #tellTime() {
    this.#events.emit('timeupdate', { currentTime: this.currentTime });
  }
}
