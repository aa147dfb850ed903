import { readRate, readVolume } from './attributes.js';

/** The attributes of the player as properties. What an attribute says is the only truth, so both always agree. */
export class PlayerAttributes extends HTMLElement {
  get src() {
    return this.getAttribute('src');
  }
  set src(url) {
    this.#set('src', url);
  }

  /** HTML of a composition; goes before `src`. */
  get srcdoc() {
    return this.getAttribute('srcdoc');
  }
  set srcdoc(html) {
    this.#set('srcdoc', html);
  }

  get poster() {
    return this.getAttribute('poster');
  }
  set poster(url) {
    this.#set('poster', url);
  }

  /** A sound file played beside the composition. */
  get audioSrc() {
    return this.getAttribute('audio-src');
  }
  set audioSrc(url) {
    this.#set('audio-src', url);
  }

  get controls() {
    return this.hasAttribute('controls');
  }
  set controls(isShown) {
    this.toggleAttribute('controls', isShown);
  }

  get autoplay() {
    return this.hasAttribute('autoplay');
  }
  set autoplay(isWanted) {
    this.toggleAttribute('autoplay', isWanted);
  }

  get loop() {
    return this.hasAttribute('loop');
  }
  set loop(isLoop) {
    this.toggleAttribute('loop', isLoop);
  }

  get muted() {
    return this.hasAttribute('muted');
  }
  set muted(isMuted) {
    this.toggleAttribute('muted', isMuted);
  }

  /** The viewer cannot change the sound; scripts can. */
  get audioLocked() {
    return this.hasAttribute('audio-locked');
  }
  set audioLocked(isLocked) {
    this.toggleAttribute('audio-locked', isLocked);
  }

  /** 0 to 1. */
  get volume() {
    return readVolume(this.getAttribute('volume'));
  }
  set volume(volume) {
    this.#set('volume', readVolume(String(volume)));
  }

  /** 0.1 to 5. */
  get playbackRate() {
    return readRate(this.getAttribute('playback-rate'));
  }
  set playbackRate(rate) {
    this.#set('playback-rate', readRate(String(rate)));
  }

  /** Kept for compositions with shader transitions, which nothing here draws yet. */
  get shaderCaptureScale() {
    return Number(this.getAttribute('shader-capture-scale')) || 1;
  }
  set shaderCaptureScale(scale) {
    this.#set('shader-capture-scale', scale);
  }

  /** Kept like `shaderCaptureScale`. */
  get shaderLoading() {
    return this.getAttribute('shader-loading');
  }
  set shaderLoading(way) {
    this.#set('shader-loading', way);
  }

  /** @param {string} name @param {string | number | null} value Null removes the attribute. */
  #set(name, value) {
    if (value === null) this.removeAttribute(name);
    else this.setAttribute(name, String(value));
  }
}
