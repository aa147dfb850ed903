/**
 * Cuts what an element will show into runs that a decoder can go through forward. Pure.
 * @module
 */

/** A run of frames worth one decoder: further apart, beginning anew costs less than decoding what lies between. */
const LONGEST_GAP_SECONDS = 4;
/** Each wanted frame is a part of an argument. */
const LONGEST_LEG = 1000;

/** `indexes` are the frames an element shows, in the order of showing; `secondsOf` is when a frame begins. */
export function planLegs(indexes: readonly number[], secondsOf: (index: number) => number): number[][] {
  const legs: number[][] = [];
  let last = -1;
  for (const index of indexes) {
    if (index === last) continue;
    const leg = legs.at(-1);
    const isNear = leg && index > last && secondsOf(index) - secondsOf(last) <= LONGEST_GAP_SECONDS;
    if (isNear && leg.length < LONGEST_LEG) leg.push(index);
    else legs.push([index]);
    last = index;
  }
  return legs;
}
