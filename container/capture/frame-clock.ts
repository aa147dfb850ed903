/**
 * Draws frames of a page on command. Frame times only ever rise, by one fixed interval, whatever is shown.
 * @module
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { CDPSession } from 'puppeteer-core';
import { EdgereelError } from '#contracts/errors.ts';
import type { PageSession } from '../browser/page-session.ts';

/** Any fixed interval will do: the page's own time comes from the seek. */
const INTERVAL_MS = 1000 / 30;
const FIRST_FRAME_MS = 1_000;

export interface FrameClock {
  /** Lets the page lay out, decode and paint without showing it. */
  tick(): Promise<void>;
  /** Draws and returns the picture, changed or not; null when Chrome could not take it. */
  draw(): Promise<Buffer | null>;
}

/** A new page seldom needs more than one; on a busy machine a few. */
const FIRST_PICTURE_ATTEMPTS = 100;
const FIRST_PICTURE_WAIT_MS = 10;

/** Starts the clock of a blank page. Throws `BROWSER_CRASHED` when Chrome draws no picture of it. */
export async function startFrameClock({ cdp, guard }: PageSession, jpegQuality: number): Promise<FrameClock> {
  let frames = 0;
  const beginFrame = (screenshot?: Parameters<typeof send>[1]['screenshot']) =>
    guard(
      send(cdp, {
        frameTimeTicks: FIRST_FRAME_MS + frames++ * INTERVAL_MS,
        interval: INTERVAL_MS,
        ...(screenshot && { screenshot }),
      }),
    );
  const clock: FrameClock = {
    async tick() {
      await beginFrame();
    },
    async draw() {
      const { screenshotData } = await beginFrame({ format: 'jpeg', quality: jpegQuality, optimizeForSpeed: true });
      return screenshotData ? Buffer.from(screenshotData, 'base64') : null;
    },
  };
  // A page that navigates before its compositor has drawn anything may stay without a picture for ever.
  for (let attempt = 1; !(await clock.draw()); attempt++) {
    if (attempt === FIRST_PICTURE_ATTEMPTS)
      throw new EdgereelError('BROWSER_CRASHED', 'Chrome draws no picture of a new page.');
    await sleep(FIRST_PICTURE_WAIT_MS);
  }
  return clock;
}

function send(
  cdp: CDPSession,
  parameters: {
    frameTimeTicks: number;
    interval: number;
    screenshot?: { format: 'jpeg'; quality: number; optimizeForSpeed: boolean };
  },
) {
  return cdp.send('HeadlessExperimental.beginFrame', parameters);
}
