/**
 * The pinned headless shell for a machine without one.
 * @module
 */
import { join } from 'node:path';
import { Browser, install } from '@puppeteer/browsers';
import { PUPPETEER_REVISIONS } from 'puppeteer-core/internal/revisions.js';
import { BROWSERS_FOLDER } from './find-chrome.ts';

/** Downloads the version that the locked puppeteer-core is made for into `stateDir` and returns its path. */
export async function downloadChrome(stateDir: string): Promise<string> {
  const { executablePath } = await install({
    browser: Browser.CHROMEHEADLESSSHELL,
    buildId: PUPPETEER_REVISIONS['chrome-headless-shell'],
    cacheDir: join(stateDir, BROWSERS_FOLDER),
  });
  return executablePath;
}
