/** Time of the frame that shows `timeSeconds`. The guard absorbs what a rational rate loses in a double. */
export function quantise(timeSeconds: number, { num, den }: { num: number; den: number }): number {
  const frame = Math.floor((Math.max(0, timeSeconds || 0) * num) / den + 1e-9);
  return (frame * den) / num;
}
