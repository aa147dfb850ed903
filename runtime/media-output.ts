/** What is heard of the page's media elements: what the author and the viewer say of each. */
export interface MediaOutput {
  /** What the viewer chose. */
  setMuted(isMuted: boolean): void;
  isMuted(): boolean;
  /** Silences the page whatever the viewer chose, e.g. while the parent plays the sound itself. */
  setOutputMuted(isMuted: boolean): void;
  /** 0 to 1. */
  setVolume(volume: number): void;
  getVolume(): number;
  /** Stops every element where it is. */
  stop(): void;
  /** Elements stay stopped until the player pauses. */
  isStopped(): boolean;
  resume(): void;
  /** Gives an element the loudness it should have now. */
  apply(media: HTMLMediaElement): void;
}

export function createMediaOutput(): MediaOutput {
  let isMuted = false;
  let isOutputMuted = false;
  let isStopped = false;
  let volume = 1;
  /** The author's own volume of each element, and what was made of it. */
  const volumes = new WeakMap<HTMLMediaElement, { own: number; written: number }>();

  function apply(media: HTMLMediaElement): void {
    const shouldBeMuted = isMuted || isOutputMuted || isSilent(media);
    if (media.muted !== shouldBeMuted) media.muted = shouldBeMuted;
    const known = volumes.get(media);
    // A volume that is not the one written here is the author's: an animation goes through it.
    const own = known && media.volume === known.written ? known.own : known ? media.volume : authoredVolume(media);
    media.volume = own * volume;
    volumes.set(media, { own, written: media.volume });
  }

  function applyAll(): void {
    for (const media of mediaElements()) apply(media);
  }

  return {
    setMuted(next) {
      isMuted = next;
      applyAll();
    },
    isMuted: () => isMuted,
    setOutputMuted(next) {
      isOutputMuted = next;
      applyAll();
    },
    setVolume(next) {
      volume = Math.min(1, Math.max(0, next));
      applyAll();
    },
    getVolume: () => volume,
    stop() {
      isStopped = true;
      for (const media of mediaElements()) media.pause();
    },
    isStopped: () => isStopped,
    resume() {
      isStopped = false;
    },
    apply,
  };
}

/** What the author wants silent. */
function isSilent(media: HTMLMediaElement): boolean {
  if (media.closest('[data-hidden]')) return true;
  const declared = media.getAttribute('data-has-audio');
  if (media instanceof HTMLVideoElement && declared !== null) return declared !== 'true';
  return media.defaultMuted;
}

/** A browser plays nothing louder than it is. */
function authoredVolume(media: HTMLMediaElement): number {
  const written = Number(media.getAttribute('data-volume') ?? media.volume);
  return Number.isFinite(written) ? Math.min(1, Math.max(0, written)) : 1;
}

function mediaElements(): NodeListOf<HTMLMediaElement> {
  return document.querySelectorAll<HTMLMediaElement>('audio, video');
}
