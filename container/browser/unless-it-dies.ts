/**
 * Work of which a page may bring down its own process.
 * @module
 */
import { isPageFault } from './page-session.ts';

/** One crash may have any reason; the page is blamed when it dies in a fresh browser too. */
const TRIES = 2;

/** Null when the page's process dies by its own fault each time. `work` leases a browser of its own. */
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
