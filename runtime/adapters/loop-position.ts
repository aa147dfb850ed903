/** How something of a certain length repeats. Length in any unit. */
export interface Repetition {
  length: number;
  /** `Infinity` for a loop without end. */
  passes: number;
  /** The first pass runs from the end to the beginning. */
  isReversed: boolean;
  /** Every second pass runs the other way. */
  isAlternating: boolean;
}

/** Position inside one pass, in [0, length], when `elapsed` has gone by since the first began. Pure. */
export function positionAt(elapsed: number, { length, passes, isReversed, isAlternating }: Repetition): number {
  if (!(length > 0)) return 0;
  const isOver = elapsed >= length * passes;
  const pass = isOver ? passes - 1 : Math.floor(Math.max(0, elapsed) / length);
  const along = isOver ? length : Math.max(0, elapsed) - pass * length;
  const runsBackwards = isReversed !== (isAlternating && pass % 2 === 1);
  return runsBackwards ? length - along : along;
}
