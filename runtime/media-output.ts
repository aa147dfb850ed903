/** What is heard of the page's media elements. */
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
}

export function createMediaOutput(): MediaOutput {
  let isMuted = false;
  let isOutputMuted = false;
  let volume = 1;

  function applyMuted(): void {
    for (const media of mediaElements()) media.muted = isMuted || isOutputMuted;
  }

  return {
    setMuted(next) {
      isMuted = next;
      applyMuted();
    },
    isMuted: () => isMuted,
    setOutputMuted(next) {
      isOutputMuted = next;
      applyMuted();
    },
    setVolume(next) {
      volume = Math.min(1, Math.max(0, next));
      for (const media of mediaElements()) media.volume = volume;
    },
    getVolume: () => volume,
    stop() {
      for (const media of mediaElements()) media.pause();
    },
  };
}

function mediaElements(): NodeListOf<HTMLMediaElement> {
  return document.querySelectorAll<HTMLMediaElement>('audio, video');
}
