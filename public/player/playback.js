/**
 * Where a composition is and what follows from its reports. Pure; times are seconds.
 *
 * @typedef {{ numerator: number, denominator: number }} Fps
 *
 * @typedef {object} Playback
 * @property {number} durationSeconds 0 until it is known.
 * @property {Fps} fps
 * @property {number} frame
 * @property {boolean} isPlaying What was last asked for, or reported.
 *
 * @typedef {'timeupdate' | 'play' | 'pause' | 'ended'} PlaybackEvent
 */

/** @type {Playback} */
export const NOTHING_YET = { durationSeconds: 0, fps: { numerator: 30, denominator: 1 }, frame: 0, isPlaying: false };

const TOLERANCE = 1e-9;

/** @param {Playback} playback */
export function frameRate({ fps }) {
  return fps.numerator / fps.denominator;
}

/** @param {Playback} playback */
export function frameCount(playback) {
  return Math.ceil(playback.durationSeconds * frameRate(playback) - 1e-3);
}

/** Of the frame that is shown. @param {Playback} playback */
export function currentTime(playback) {
  return Math.min(playback.frame / frameRate(playback), playback.durationSeconds);
}

/** The frame that shows at a time within the composition. @param {Playback} playback @param {number} seconds */
export function frameAt(playback, seconds) {
  const frame = Math.floor(seconds * frameRate(playback) + TOLERANCE);
  return Math.max(0, Math.min(Number.isNaN(frame) ? 0 : frame, endFrame(playback)));
}

/** Whether playing on would start over. @param {Playback} playback */
export function isAtEnd(playback) {
  return playback.frame >= frameCount(playback) - 1;
}

/**
 * What a report of the composition changes, and the events that tell of it, in order.
 *
 * @param {Playback} playback
 * @param {{ frame: number, isPlaying: boolean }} state
 * @returns {{ playback: Playback, events: PlaybackEvent[] }}
 */
export function report(playback, { frame, isPlaying }) {
  /** @type {PlaybackEvent[]} */
  const events = [];
  if (frame !== playback.frame) events.push('timeupdate');
  if (isPlaying && !playback.isPlaying) events.push('play');
  if (!isPlaying && playback.isPlaying) events.push('pause');
  // A pause that was asked for is known before it is reported, so this one came by itself.
  if (!isPlaying && playback.isPlaying && frame >= endFrame(playback)) events.push('ended');
  return { playback: { ...playback, frame, isPlaying }, events };
}

/** Where playing stops: the frame that begins at the duration, or holds it. @param {Playback} playback */
function endFrame(playback) {
  return Math.floor(playback.durationSeconds * frameRate(playback) + TOLERANCE);
}
