/**
 * The pinned headless shell for a machine without one. As a program, `download-chrome.ts <folder>`, it does the download
 * itself, which takes no signal: only a process of its own can be stopped on the way.
 * @module
 */
import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Browser, install } from '@puppeteer/browsers';
import { PUPPETEER_REVISIONS } from 'puppeteer-core/internal/revisions.js';
import { runQuietly } from './executable.ts';
import { BROWSERS_FOLDER } from './find-chrome.ts';

/** Downloads the version that the locked puppeteer-core is made for into `stateDir`: whole, or not at all. */
export async function downloadChrome(stateDir: string, signal?: AbortSignal): Promise<void> {
  const target = join(stateDir, BROWSERS_FOLDER);
  const partial = `${target}.${randomUUID()}.part`;
  try {
    await runQuietly(process.execPath, [import.meta.filename, partial], process.env, signal);
    await rm(target, { recursive: true, force: true });
    await rename(partial, target);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  await install({
    browser: Browser.CHROMEHEADLESSSHELL,
    buildId: PUPPETEER_REVISIONS['chrome-headless-shell'],
    cacheDir: process.argv[2]!,
  });
}
