/**
 * @module
 */

/** Files that `npm run build` makes and the local system runs. */
export interface BuiltFiles {
  /** Path of the Worker as one module. */
  worker: string;
}
