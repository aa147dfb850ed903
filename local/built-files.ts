/**
 * @module
 */

/** What the local system runs of `npm run build`. */
export interface BuiltFiles {
  /** Path of the Worker as one module. */
  worker: string;
}
