/**
 * Several measurements of one thing, and of two things in turn.
 * @module
 */

export interface Spread {
  min: number;
  median: number;
  max: number;
}

/** Throws when there is nothing to describe. */
export function spread(values: readonly number[]): Spread {
  if (values.length === 0) throw new RangeError('A spread needs at least one value.');
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return {
    min: sorted[0]!,
    median: (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2,
    max: sorted.at(-1)!,
  };
}

/** Ours over theirs, run by run: the two of a pair ran one right after the other, under the same weather. */
export function ratios(ours: readonly number[], theirs: readonly number[]): Spread {
  if (ours.length !== theirs.length)
    throw new RangeError(`${ours.length} runs cannot be paired with ${theirs.length}.`);
  return spread(ours.map((value, index) => value / theirs[index]!));
}
