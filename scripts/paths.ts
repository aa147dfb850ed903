/**
 * Folders of the project, wherever it is started from.
 * @module
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const REPO_ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
export const PUBLIC_DIR = join(REPO_ROOT, 'public');
export const COMPOSITIONS_DIR = join(PUBLIC_DIR, 'compositions');
/** Downloads and the state of the local system; git ignores it. */
export const STATE_DIR = join(REPO_ROOT, '.edgereel');
