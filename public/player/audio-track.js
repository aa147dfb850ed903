/** Seconds a track may be off before it is put right; a jump is heard, so small drifts are left. */
const MAX_DRIFT_SECONDS = 0.15;

/** A sound file that is played beside the composition and kept in step with it. */
export class AudioTrack {
  #audio = new Audio();

  /** @param {string} url @param {() => void} onBlocked The browser refuses to play sound before the viewer has done something. */
  constructor(url, onBlocked) {
    this.#audio.preload = 'auto';
    this.#audio.src = url;
    this.onBlocked = onBlocked;
  }

  /** @param {{ isPlaying: boolean, seconds: number, rate: number, isMuted: boolean, volume: number }} state */
  follow({ isPlaying, seconds, rate, isMuted, volume }) {
    const audio = this.#audio;
    audio.playbackRate = rate;
    audio.muted = isMuted;
    audio.volume = volume;
    const isWithin = Number.isNaN(audio.duration) || seconds < audio.duration;
    if (isWithin && Math.abs(audio.currentTime - seconds) > (isPlaying ? MAX_DRIFT_SECONDS : 0))
      audio.currentTime = seconds;
    if (!isPlaying) audio.pause();
    else if (isWithin && audio.paused) void this.#start();
  }

  stop() {
    this.#audio.pause();
  }

  close() {
    this.stop();
    this.#audio.removeAttribute('src');
    this.#audio.load();
  }

  async #start() {
    try {
      await this.#audio.play();
    } catch (error) {
      // A pause that comes before the sound has begun aborts it, as it should.
      if (error instanceof DOMException && error.name === 'NotAllowedError') this.onBlocked();
    }
  }
}
