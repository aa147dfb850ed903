/**
 * Frames that a jump must not skip, because what comes later depends on them: where a callback runs, or a tween begins or ends. Pure.
 * @module
 */

/** A film with more than this many would be felt at each jump; it is jumped through as if it had none. */
const MAX_VISITS = 5_000;

/**
 * Times of the frames, rising, that first show a landmark, after `from` and before `to`. All in seconds. The landmarks are asked for only
 * when there is a frame between.
 */
export function framesOnTheWay(
  findLandmarks: () => readonly number[],
  { from, to }: { from: number; to: number },
  { num, den }: { num: number; den: number },
): number[] {
  if ((to - from) * num <= 1.5 * den) return [];
  const landmarks = findLandmarks();
  const frames = landmarks.map((seconds) => Math.ceil((seconds * num) / den - 1e-9));
  const times = [...new Set(frames)].map((frame) => (frame * den) / num).filter((time) => time > from && time < to);
  return times.length <= MAX_VISITS ? times.toSorted((a, b) => a - b) : [];
}
