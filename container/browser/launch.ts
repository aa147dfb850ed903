/**
 * Starts Chrome's headless shell for deterministic capture: software compositing, frames on command, no network.
 * @module
 */
import puppeteer, { type Browser } from 'puppeteer-core';
import { EdgereelError } from '#contracts/errors.ts';
import type { Sandbox } from './sandbox.ts';

/** Nothing listens on the discard port: whatever is not answered from the plan ends there, loopback and IP literals included. */
const DEAD_PROXY = 'http://127.0.0.1:9';

const FLAGS = [
  '--headless',
  '--no-startup-window',
  '--remote-debugging-pipe',
  '--disable-dev-shm-usage',
  // The software compositor takes two thirds of the time of SwiftShader's GL. That is what WebGL gets, and nothing else on any machine.
  '--disable-gpu',
  '--disable-gpu-compositing',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--font-render-hinting=none',
  // Lets a canvas paint the elements inside it.
  '--enable-blink-features=CanvasDrawElement',
  '--force-color-profile=srgb',
  '--lang=en-US',
  '--hide-scrollbars',
  '--mute-audio',
  '--autoplay-policy=no-user-gesture-required',
  '--deterministic-mode',
  // The heap limit that V8 chooses by itself depends on the machine. `watch-memory.ts` limits the whole browser.
  '--js-flags=--max-old-space-size=4096',
  '--enable-begin-frame-control',
  '--run-all-compositor-stages-before-draw',
  '--disable-new-content-rendering-timeout',
  '--disable-threaded-animation',
  '--disable-threaded-scrolling',
  '--disable-checker-imaging',
  '--disable-image-animation-resync',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-sync',
  '--disable-breakpad',
  '--no-first-run',
  '--disable-features=Translate,BackForwardCache,IntensiveWakeUpThrottling,IsolateOrigins,site-per-process',
  `--proxy-server=${DEAD_PROXY}`,
  '--proxy-bypass-list=<-loopback>',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
];

/** Switches Chrome's own sandbox off. The container is the sandbox then: no secrets, no network, no root. */
const NO_SANDBOX = '--no-sandbox';

const LAUNCH_TIMEOUT_MS = 60_000;

/** Nothing of the node's own environment reaches the pages; language and time zone are the same everywhere. */
function environment(profileDir: string, fontConfigPath: string): Record<string, string> {
  return { PATH: '/usr/bin:/bin', HOME: profileDir, LANG: 'en_US.UTF-8', TZ: 'UTC', FONTCONFIG_FILE: fontConfigPath };
}

export interface LaunchOptions {
  chromePath: string;
  /** Folder of this browser alone. */
  profileDir: string;
  fontConfigPath: string;
  sandbox: Sandbox;
}

export async function launchBrowser({
  chromePath,
  profileDir,
  fontConfigPath,
  sandbox,
}: LaunchOptions): Promise<Browser> {
  const flags = [...FLAGS, ...(sandbox.isOn ? [] : [NO_SANDBOX]), `--user-data-dir=${profileDir}`];
  const [executablePath, ...args] = sandbox.command(chromePath, ...flags);
  try {
    return await puppeteer.launch({
      executablePath,
      pipe: true,
      ignoreDefaultArgs: true,
      args,
      env: environment(profileDir, fontConfigPath),
      waitForInitialPage: false,
      defaultViewport: null,
      timeout: LAUNCH_TIMEOUT_MS,
      protocolTimeout: 0,
      handleSIGHUP: false,
      handleSIGINT: false,
      handleSIGTERM: false,
    });
  } catch (error) {
    throw new EdgereelError('BROWSER_CRASHED', `Chrome did not start from ${chromePath}.`, { cause: error });
  }
}

/** Reason for each browser that was ended because of its page. */
const verdicts = new WeakMap<Browser, EdgereelError>();

/** Ends a browser because of its page. Work under way in it fails with `verdict`. */
export function condemnBrowser(browser: Browser, verdict: EdgereelError): void {
  verdicts.set(browser, verdict);
  killBrowser(browser);
}

export const causeOfDeath = (browser: Browser): EdgereelError =>
  verdicts.get(browser) ?? new EdgereelError('BROWSER_CRASHED');

/** Ends a browser at once, with every process it started: Debian's launcher is a script that Chrome runs under. */
export function killBrowser(browser: Browser): void {
  const pid = browser.process()?.pid;
  if (pid === undefined) return;
  try {
    // Puppeteer starts it as the leader of a process group.
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
