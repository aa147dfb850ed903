/**
 * What a composition lets be heard, as the page describes it.
 * @module
 */

/** Every mix has this rate, in samples per second and channel. */
export const SAMPLE_RATE = 48_000;
/** +12 dB: the most that a volume may amplify. */
export const MAX_VOLUME = 3.981;

/** A media element that is heard. Times in seconds of the composition unless said otherwise. */
export interface SoundTrack {
  /** Name that is unique in the page. */
  renderId: string;
  /** Short description of the element, for messages. */
  element: string;
  kind: 'audio' | 'video';
  /** Absolute. */
  url: string;
  /** False for a video of which nothing says that it has sound: it may well have none. */
  isDeclared: boolean;
  /** When source time `mediaStart` is heard. */
  start: number;
  /** What the hosts around it leave of its window; `to` null lasts as long as the source. */
  from: number;
  to: number | null;
  /** Seconds into the source. */
  mediaStart: number;
  rate: number;
  /** Linear gain. */
  volume: number;
  fadeIn: number;
  fadeOut: number;
  /** JSON as written; null when absent. */
  effects: string | null;
  automation: string | null;
  group: SoundGroup | null;
}

/** Tracks that go through the same effects and volume. */
export interface SoundGroup {
  id: string;
  /** The composition it lies in begins here: the zero of its automation. */
  start: number;
  volume: number;
  effects: string | null;
  automation: string | null;
}

/** What scripts make of an element's volume: linear gains, at equal distances from the first on. */
export interface VolumeCurve {
  renderId: string;
  start: number;
  intervalSeconds: number;
  values: number[];
}
