/**
 * What a seek has started and its frame has to wait for.
 * @module
 */
const pending = new Set<Promise<unknown>>();

/** Holds the frame until `work` settles; failed work is reported as a script error. */
export function holdFrame(work: PromiseLike<unknown>): void {
  const settled = Promise.resolve(work)
    .catch(reportError)
    .finally(() => pending.delete(settled));
  pending.add(settled);
}

/** Settles when nothing holds the frame any more; true when something did. */
export async function whenSeekWorkDone(): Promise<boolean> {
  const isHeld = pending.size > 0;
  while (pending.size > 0) await Promise.all(pending);
  return isHeld;
}
