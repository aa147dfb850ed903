/** Number of the picture that shows `seconds` after the beginning; the last one when all rounds are over. Pure. */
export function pictureAt(durations: readonly number[], rounds: number, seconds: number): number {
  const round = durations.reduce((sum, duration) => sum + duration, 0);
  const last = durations.length - 1;
  if (!(round > 0) || seconds >= round * rounds) return last;
  // What a double loses must not show the end of a picture in place of the next one's beginning.
  let rest = (Math.max(0, seconds) + GUARD_SECONDS) % round;
  for (const [index, duration] of durations.entries()) {
    if (rest < duration) return index;
    rest -= duration;
  }
  return last;
}

const GUARD_SECONDS = 1e-6;
