/**
 * One warm browser per slot. The compositor of one browser works on one page at a time, so slots never share a browser.
 * @module
 */
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { makeTempFolder } from '../temp-folder.ts';
import { writeFontConfig } from './font-config.ts';
import { killBrowser, launchBrowser } from './launch.ts';

export interface BrowserLease extends AsyncDisposable {
  readonly browser: Browser;
  readonly profileDir: string;
}

export interface BrowserPool extends AsyncDisposable {
  /** Starts browsers ahead of their need. One that does not start is tried again when it is leased. */
  warmUp(count: number): void;
  /**
   * A browser nobody else uses, and nobody but this owner has used: a page may leave something in its profile. Warm when one is idle;
   * giving it back keeps it warm if it is still alive.
   */
  lease(owner: string): Promise<BrowserLease>;
}

/** `engineAssets` holds the fonts, `workDir` the profiles. */
export async function openBrowserPool({
  chromePath,
  engineAssets,
  workDir,
}: Record<'chromePath' | 'engineAssets' | 'workDir', string>): Promise<BrowserPool> {
  const fontConfigPath = await writeFontConfig(engineAssets, workDir);
  // Elsewhere Chrome has no private file systems, and nothing can be painted.
  const asciiFolder = isAscii(workDir) ? null : await makeTempFolder(tmpdir(), 'edgereel-profiles');
  const profilesDir = asciiFolder?.path ?? workDir;
  /** Those that are still starting included; null for one that did not. */
  const idle: Promise<Browser | null>[] = [];
  const all = new Map<Browser, { profileDir: string; owner: string | null }>();
  let launches = 0;
  let isClosed = false;

  async function launch(): Promise<Browser> {
    const profileDir = join(profilesDir, `profile-${++launches}`);
    const browser = await launchBrowser({ chromePath, profileDir, fontConfigPath });
    all.set(browser, { profileDir, owner: null });
    if (isClosed) await discard(browser);
    return browser;
  }

  async function discard(browser: Browser): Promise<void> {
    const known = all.get(browser);
    if (!known) return;
    all.delete(browser);
    const exited = hasExited(browser);
    // A page may be busy for ever, so the browser is not asked to close.
    killBrowser(browser);
    await exited;
    await rm(known.profileDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  }

  /** Whoever comes next takes the place of the one before: there are no more browsers than leases at once. */
  async function takeIdle(owner: string): Promise<Browser | null> {
    for (let next = idle.pop(); next; next = idle.pop()) {
      const browser = await next;
      if (browser?.connected && (all.get(browser)?.owner ?? owner) === owner) return browser;
      if (browser) await discard(browser);
    }
    return null;
  }

  return {
    warmUp(count) {
      for (let i = 0; i < count; i++) idle.push(launch().catch(() => null));
    },
    async lease(owner) {
      const leased = (await takeIdle(owner)) ?? (await launch());
      // A pool that was closed meanwhile has discarded it; opening a page then tells.
      const known = all.get(leased);
      if (known) known.owner = owner;
      return {
        browser: leased,
        profileDir: known?.profileDir ?? '',
        async [Symbol.asyncDispose]() {
          if (leased.connected && !isClosed) idle.push(Promise.resolve(leased));
          else await discard(leased);
        },
      };
    },
    async [Symbol.asyncDispose]() {
      isClosed = true;
      await Promise.all(idle);
      await Promise.all([...all.keys()].map(discard));
      await asciiFolder?.[Symbol.asyncDispose]();
    },
  };
}

const isAscii = (path: string): boolean => /^[ -~]*$/.test(path);

function hasExited(browser: Browser): Promise<void> {
  const process = browser.process();
  if (!process || process.exitCode !== null || process.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => process.once('exit', () => resolve()));
}
