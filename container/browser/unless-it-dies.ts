/**
 * Runs work during which a page may bring down its own process.
 * @module
 */
import { isPageFault } from './page-session.ts';

/** A single crash may have any reason: the page is blamed when it dies in a fresh browser too. */
const TRIES = 2;

/** The result of `work`, which leases a browser of its own; null when the page's process dies by its own fault each time. */
export async function unlessItDies<Result>(work: () => Promise<Result>): Promise<Result | null> {
  for (let tries = 0; tries < TRIES; tries++) {
    try {
      return await work();
    } catch (error) {
      if (!isPageFault(error)) throw error;
    }
  }
  return null;
}
