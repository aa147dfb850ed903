/**
 * Folders of the project, wherever it is started from.
 * @module
 */
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const REPO_ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
export const PUBLIC_DIR = join(REPO_ROOT, 'public');
export const COMPOSITIONS_DIR = join(PUBLIC_DIR, 'compositions');
/** Downloads and the state of the local system; git ignores it. */
export const STATE_DIR = join(REPO_ROOT, '.edgereel');
/** The Worker as the local system runs it, built. */
export const LOCAL_WORKER = join(STATE_DIR, 'worker.js');

/**
 * A path that the user typed: npm changes to the project folder, but the path is meant from where the command was
 * called.
 */
export function fromCaller(path: string): string {
  const callerDir = process.cwd() === REPO_ROOT ? process.env.INIT_CWD : undefined;
  return resolve(callerDir ?? process.cwd(), path);
}
