import type { AudioFacts } from '#contracts/media.ts';

/** A file with sound, on this node's disk. */
export interface SoundFile {
  path: string;
  audio: AudioFacts;
}

/** Source time at which its sound ends, in seconds. */
export function endOf({ audio }: SoundFile): number {
  return audio.startSeconds + audio.durationSeconds;
}
