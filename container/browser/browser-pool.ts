/**
 * One warm browser per slot. The compositor of one browser works on one page at a time, so slots never share a browser.
 * @module
 */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { EdgereelError } from '#contracts/errors.ts';
import { makeBrowsersFolder, type BrowsersFolder } from './browsers-folder.ts';
import { systemFontsOf, writeFontConfig } from './font-config.ts';
import { killBrowser, launchBrowser } from './launch.ts';
import { findSandbox, withoutSandbox, type Sandbox } from './sandbox.ts';

export interface BrowserLease extends AsyncDisposable {
  readonly browser: Browser;
  readonly profileDir: string;
  /** Bytes of memory that all processes of the browser may take together. */
  readonly memoryLimitBytes: number;
}

/** Whether Chrome's own sandbox is on, and if not, why. */
export interface SandboxState {
  isOn: boolean;
  reason: string | null;
}

export interface BrowserPoolOptions {
  chromePath: string;
  /** Folder that holds the fonts. */
  engineAssets: string;
  /** Folder in which the profiles are made. */
  workDir: string;
  chromeSandbox: 'auto' | 'off';
  browserMemoryBytes: number;
}

export interface BrowserPool extends AsyncDisposable {
  /** State of the sandbox; settles once a browser has started. */
  readonly sandboxState: Promise<SandboxState>;
  /** Starts browsers ahead of their need. One that does not start is tried again when it is leased. */
  warmUp(count: number): void;
  /**
   * A browser nobody else uses, and nobody but this owner has used: a page may leave something in its profile. Warm when one is idle;
   * giving it back keeps it warm if it is still alive.
   */
  lease(owner: string): Promise<BrowserLease>;
}

export async function openBrowserPool({
  chromePath,
  engineAssets,
  workDir,
  chromeSandbox,
  browserMemoryBytes: memoryLimitBytes,
}: BrowserPoolOptions): Promise<BrowserPool> {
  const found = await findSandbox({ chromePath, fontsDir: systemFontsOf(engineAssets) }, chromeSandbox);
  const { folder, ...place } = await findPlace(workDir, found);
  let { sandbox } = place;
  const fontConfigPath = await writeFontConfig(engineAssets, folder.path);
  const started = Promise.withResolvers<SandboxState>();
  /** Idle browsers, those that are still starting included; null for one that did not start. */
  const idle: Promise<Browser | null>[] = [];
  const all = new Map<Browser, { profileDir: string; owner: string | null }>();
  let launches = 0;
  let isClosed = false;

  async function launch(): Promise<Browser> {
    const profileDir = join(folder.path, `profile-${++launches}`);
    const start = async (within: Sandbox): Promise<Browser> => {
      await mkdir(profileDir);
      await within.handOver(profileDir);
      return launchBrowser({ chromePath, profileDir, fontConfigPath, sandbox: within });
    };
    const tried = sandbox;
    const browser = await start(tried).catch(async (error: unknown) => {
      const complaint = tried.isOn ? sandboxComplaint(error) : null;
      if (complaint === null) throw error;
      // Some machines allow namespaces to be made, but nothing to be done in them.
      if (sandbox === tried) sandbox = withoutSandbox(`Chrome does not start with it (${complaint})`);
      await rm(profileDir, { recursive: true, force: true });
      return start(sandbox);
    });
    started.resolve(sandbox);
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
    sandboxState: started.promise,
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
        memoryLimitBytes,
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
      await folder[Symbol.asyncDispose]();
    },
  };
}

/**
 * Makes the folder that Chrome writes into. Where a separate user cannot have one, Chrome runs as the user of this process, without the
 * sandbox.
 */
async function findPlace(workDir: string, sandbox: Sandbox): Promise<{ folder: BrowsersFolder; sandbox: Sandbox }> {
  const folder = await makeBrowsersFolder(workDir, sandbox);
  if (folder) return { folder, sandbox };
  const without = withoutSandbox(`an unprivileged user may not use ${workDir}`);
  const own = await makeBrowsersFolder(workDir, without);
  if (!own) throw new EdgereelError('INTERNAL', `No folder for browsers could be made in ${workDir}.`);
  return { folder: own, sandbox: without };
}

/** Chrome's message about its sandbox after a failed launch; puppeteer quotes it. Null when the launch failed for another reason. */
function sandboxComplaint(error: unknown): string | null {
  const { cause } = error as Error;
  const lines = (cause instanceof Error ? cause.message : String(error)).split('\n');
  return lines.find((line) => /sandbox|namespace/i.test(line))?.trim() ?? null;
}

function hasExited(browser: Browser): Promise<void> {
  const process = browser.process();
  if (!process || process.exitCode !== null || process.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => process.once('exit', () => resolve()));
}
