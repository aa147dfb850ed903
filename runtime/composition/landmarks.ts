/**
 * Frames that a jump must not skip: where a callback runs or a tween ends others, what comes later depends on it. Pure.
 * @module
 */

/** A film with more than this many would be felt at each jump; it is jumped through as if it had none. */
const MAX_VISITS = 1_000;

/** Times of the frames, rising, that first show one of `landmarks`, after `from` and before `to`. All in seconds. */
export function framesOnTheWay(
  landmarks: readonly number[],
  { from, to }: { from: number; to: number },
  { num, den }: { num: number; den: number },
): number[] {
  const frames = landmarks.map((seconds) => Math.ceil((seconds * num) / den - 1e-9));
  const times = [...new Set(frames)].map((frame) => (frame * den) / num).filter((time) => time > from && time < to);
  return times.length <= MAX_VISITS ? times.toSorted((a, b) => a - b) : [];
}
