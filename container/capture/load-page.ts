/**
 * Brings a file of the site into a frame of the page, and keeps the page going until it is ready.
 * @module
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Protocol } from 'puppeteer-core';
import { EdgereelError } from '#contracts/errors.ts';
import type { PageSession } from '../browser/page-session.ts';
import type { FrameClock } from './frame-clock.ts';
import { PAGE_ORIGIN } from './missing-file.ts';

/** While the page gets ready, frames are drawn so that images decode and fonts load. */
const TICK_WHILE_LOADING_MS = 30;

interface PageToLoad {
  /** Path of the file, in the site or the engine's own. */
  path: string;
  /** As it is before. */
  frame: Protocol.Page.Frame;
  timeoutMs: number;
}

/** Settles when the document is parsed. */
export async function loadPage(
  session: PageSession,
  clock: FrameClock,
  { path, frame: { id: frameId, loaderId: blankPage }, timeoutMs }: PageToLoad,
): Promise<void> {
  const loaded = new Promise<void>((resolve) => {
    session.cdp.on('Page.lifecycleEvent', ({ name, ...event }) => {
      if (name === 'DOMContentLoaded' && event.frameId === frameId && event.loaderId !== blankPage) resolve();
    });
  });
  const url = `${PAGE_ORIGIN}/${path.split('/').map(encodeURIComponent).join('/')}`;
  const tooSlow = {
    what: path,
    timeoutMs,
    onTimeout: () =>
      new EdgereelError('COMPOSITION_NOT_READY', `${path} did not load within ${timeoutMs / 1000} s of its own time.`, {
        details: { file: path },
      }),
  };
  const { errorText } = await session.guard(session.cdp.send('Page.navigate', { url, frameId }), tooSlow);
  if (errorText) {
    throw new EdgereelError('COMPOSITION_INVALID', `${path} could not be loaded: ${errorText}.`, {
      details: { file: path },
    });
  }
  await session.guard(tickUntil(clock, loaded), tooSlow);
}

/** Draws unseen frames until the work is done: without them Chrome neither lays out nor decodes. */
export async function tickUntil<Result>(clock: FrameClock, work: Promise<Result>): Promise<Result> {
  const done = new AbortController();
  const ticking = (async () => {
    while (!done.signal.aborted) {
      await clock.tick();
      await sleep(TICK_WHILE_LOADING_MS, undefined, { signal: done.signal }).catch(() => {});
    }
  })();
  // The work fails when the page does; the clock then only repeats it, or hangs with the page.
  ticking.catch(() => {});
  const result = await work.finally(() => done.abort());
  await ticking;
  return result;
}
