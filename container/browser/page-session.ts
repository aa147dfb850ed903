/**
 * A fresh page in a fresh context, spoken to over CDP alone. Frames are drawn only on command.
 * @module
 */
import type { Browser, CDPSession } from 'puppeteer-core';
import { EdgereelError, isEdgereelError } from '#contracts/errors.ts';
import type { BrowserLease } from './browser-pool.ts';
import { limitWorkTime, overloaded, watchWorkTime, type WorkEnd } from '../system/work-time.ts';
import { causeOfDeath, condemnBrowser, killBrowser } from './launch.ts';
import { watchMemory } from './watch-memory.ts';

export interface PageSession extends AsyncDisposable {
  readonly cdp: CDPSession;
  /** Throws `BROWSER_CRASHED` when the process that draws was replaced since the first call: pictures went missing with it. */
  checkDrawing(): Promise<void>;
  /** Runs a promise of this page; ends early when the browser dies, the time is up or the signal aborts. */
  guard<Result>(work: Promise<Result>, limit?: PageTimeLimit): Promise<Result>;
  /** Reports the browser's own time (`work-time.ts`), in milliseconds since this call, until stopped. */
  watchTime(onTime: (ms: number) => void): { stop(): void };
}

/** Time limit of one piece of work in a page. */
export interface PageTimeLimit {
  /** Name of the work in messages, for example `The page`. */
  what: string;
  /** Limit in the browser's own time, as `limitWorkTime` counts it. */
  timeoutMs: number;
  /** Makes the error. `isBusy`: the page ran for most of its time; otherwise it waited. */
  onTimeout: (isBusy: boolean) => EdgereelError | Promise<EdgereelError>;
}

export interface Viewport {
  /** CSS pixels. */
  width: number;
  height: number;
  /** Device pixels per CSS pixel. */
  scale: number;
}

/**
 * `isInProfile`: the page is in the browser's own context, which keeps files on the disk, after all that an earlier page has left there is
 * cleared. Other pages have a context of their own, which keeps nothing. `drawn`: size, in device pixels, of the upper left part of the page
 * that the compositor draws. Default: the whole page.
 */
export async function openPage(
  { browser, memoryLimitBytes }: BrowserLease,
  viewport: Viewport,
  signal: AbortSignal,
  { isInProfile = false, drawn }: { isInProfile?: boolean; drawn?: Record<'width' | 'height', number> } = {},
): Promise<PageSession> {
  signal.throwIfAborted();
  const death = watchForDeath(browser, signal);
  const memory = watchMemory(browser.process()?.pid, memoryLimitBytes, (error) => condemnBrowser(browser, error));
  try {
    const root = await death.race(browser.target().createCDPSession());
    const context = isInProfile
      ? null
      : await death.race(root.send('Target.createBrowserContext', { disposeOnDetach: true }));
    const { targetId } = await death.race(
      root.send('Target.createTarget', {
        url: 'about:blank',
        ...context,
        // A frame has the size of the window, so the window is as large as the output and the page fills it at its scale.
        width: viewport.width * viewport.scale,
        height: viewport.height * viewport.scale,
        enableBeginFrameControl: true,
      }),
    );
    const { sessionId } = await death.race(root.send('Target.attachToTarget', { targetId, flatten: true }));
    const cdp = root.connection()?.session(sessionId);
    if (!cdp) throw new EdgereelError('BROWSER_CRASHED');
    root.on('Target.targetCrashed', (event) => {
      if (event.targetId !== targetId) return;
      death.tell(pageDied(event.status));
      // The browser outlives a page's process, but nothing that was under way ends any more.
      killBrowser(browser);
    });
    await death.race(root.send('Target.setDiscoverTargets', { discover: true }));
    if (isInProfile) await death.race(clearProfile(root, cdp));
    await death.race(
      cdp.send('Emulation.setDeviceMetricsOverride', {
        width: viewport.width,
        height: viewport.height,
        deviceScaleFactor: viewport.scale,
        ...enlargement(viewport),
        dontSetVisibleSize: true,
        mobile: false,
      }),
    );
    if (drawn) await death.race(cdp.send('Emulation.setVisibleSize', drawn));
    let drawingPid: number | undefined;
    return {
      cdp,
      async checkDrawing() {
        const { processInfo } = await death.race(root.send('SystemInfo.getProcessInfo'));
        const pid = processInfo.find(({ type }) => type === 'GPU')?.id;
        drawingPid ??= pid;
        if (pid === drawingPid) return;
        killBrowser(browser);
        throw new EdgereelError('BROWSER_CRASHED', 'The process that draws died during the work.');
      },
      guard: (work, limit) => death.race(work, limit),
      watchTime: (onTime) => watchWorkTime(browser.process()?.pid, ({ workMs }) => onTime(workMs)),
      async [Symbol.asyncDispose]() {
        memory.stop();
        death.stop();
        if (!browser.connected) return;
        // A page stuck in a script must not hold up the owner: the browser is killed when it does not let go.
        // Chrome says that it closes a page before the page is gone.
        const gone = new Promise<void>((resolve) => {
          root.on('Target.detachedFromTarget', (event) => event.sessionId === sessionId && resolve());
        });
        const closing = context
          ? root.send('Target.disposeBrowserContext', context)
          : root.send('Target.closeTarget', { targetId }).then(() => gone);
        const closed = (closing as Promise<unknown>).then(() => root.detach()).catch(() => {});
        await settleWithin(closed, CLOSE_TIMEOUT_MS, () => killBrowser(browser));
      },
    };
  } catch (error) {
    memory.stop();
    death.stop();
    killBrowser(browser);
    throw error;
  }
}

/** The largest scale that Chrome emulates for a page. */
const MAX_EMULATED_SCALE = 10;

/**
 * Metrics that enlarge a page. Beyond the largest emulated scale only the device scale factor does so, and Chrome honours it once a viewport
 * is given.
 */
function enlargement({ width, height, scale }: Viewport) {
  if (scale <= MAX_EMULATED_SCALE) return { scale };
  return { scale: 1, viewport: { x: 0, y: 0, width, height, scale: 1 } };
}

const CLOSE_TIMEOUT_MS = 2_000;

/** One listener for the browser's death and the caller's abort, shared by all calls of a page. */
function watchForDeath(browser: Browser, signal: AbortSignal) {
  const died = Promise.withResolvers<never>();
  died.promise.catch(() => {});
  const onDisconnected = () => died.reject(causeOfDeath(browser));
  const onAbort = () => {
    died.reject(signal.reason);
    // Whatever the page is busy with, it ends here.
    killBrowser(browser);
  };
  browser.once('disconnected', onDisconnected);
  signal.addEventListener('abort', onAbort, { once: true });
  if (!browser.connected) onDisconnected();

  return {
    /** Reports the reason of a death before the browser is gone. */
    tell: (error: EdgereelError) => died.reject(error),
    async race<Result>(work: Promise<Result>, limit?: PageTimeLimit): Promise<Result> {
      const outcome = work.catch((error: unknown) => {
        // Once the browser is dead, pending calls reject with protocol errors of their own: the death is the reason.
        if (!browser.connected || signal.aborted) return died.promise;
        if (isEdgereelError(error)) throw error;
        throw fromChrome(error as Error);
      });
      if (!limit) return Promise.race([outcome, died.promise]);
      const { what, timeoutMs, onTimeout } = limit;
      const timeout = Promise.withResolvers<never>();
      const end = async ({ isStarved, isBusy }: WorkEnd): Promise<void> =>
        timeout.reject(isStarved ? overloaded(what, timeoutMs) : await onTimeout(isBusy));
      const watch = limitWorkTime(browser.process()?.pid, timeoutMs, (how) => void end(how).catch(timeout.reject));
      try {
        return await Promise.race([outcome, died.promise, timeout.promise]);
      } finally {
        watch.stop();
      }
    },
    stop() {
      browser.off('disconnected', onDisconnected);
      signal.removeEventListener('abort', onAbort);
    },
  };
}

/** Error for a browser that neither works nor answers. */
export function standstill(what: string): EdgereelError {
  return new EdgereelError('BROWSER_CRASHED', `${what} stands still: Chrome neither works nor answers.`);
}

async function clearProfile(root: CDPSession, cdp: CDPSession): Promise<void> {
  await cdp.send('Storage.clearDataForOrigin', { origin: '*', storageTypes: 'all' });
  await root.send('Storage.clearCookies', {});
}

/**
 * Chrome's status of a process that ended by its own fault, such as a failed check or a bad address. Other statuses mean that somebody killed
 * it, or that memory ran out.
 */
const OWN_FAULT = 'crashed';

function pageDied(status: string): EdgereelError {
  return new EdgereelError('BROWSER_CRASHED', `The process of the page died: ${status}.`, {
    details: { isPageFault: status === OWN_FAULT },
  });
}

/** Whether an error says that a page brought its own process down. */
export const isPageFault = (error: unknown): boolean =>
  isEdgereelError(error) && error.code === 'BROWSER_CRASHED' && error.details.isPageFault === true;

/** The composition's page is gone, with it the runtime: a script set another location. */
export function pageLeft(cause?: Error): EdgereelError {
  const message = 'The page left for another address: a composition must stay where it is.';
  return new EdgereelError('COMPOSITION_INVALID', message, { cause });
}

function fromChrome(cause: Error): EdgereelError {
  if (/context was destroyed|navigated or closed|Cannot find context/i.test(cause.message)) {
    return pageLeft(cause);
  }
  return new EdgereelError('BROWSER_CRASHED', `Chrome broke off: ${cause.message}`, { cause });
}

async function settleWithin(work: Promise<unknown>, timeoutMs: number, onTimeout: () => void): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      onTimeout();
      resolve();
    }, timeoutMs);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}
