/**
 * Draws frames of a page on command. Frame times only ever rise, by one fixed interval, whatever is shown.
 * @module
 */
import type { CDPSession } from 'puppeteer-core';
import type { PageSession } from '../browser/page-session.ts';

/** Any fixed interval will do: the page's own time comes from the seek. */
const INTERVAL_MS = 1000 / 30;
const FIRST_FRAME_MS = 1_000;

export interface FrameClock {
  /** Lets the page lay out, decode and paint without showing it. */
  tick(): Promise<void>;
  /** Draws and returns the picture; null when Chrome reports that nothing changed. */
  draw(): Promise<Buffer | null>;
}

export function startFrameClock({ cdp, guard }: PageSession, jpegQuality: number): FrameClock {
  let frames = 0;
  const beginFrame = (screenshot?: Parameters<typeof send>[1]['screenshot']) =>
    guard(
      send(cdp, {
        frameTimeTicks: FIRST_FRAME_MS + frames++ * INTERVAL_MS,
        interval: INTERVAL_MS,
        ...(screenshot && { screenshot }),
      }),
    );
  return {
    async tick() {
      await beginFrame();
    },
    async draw() {
      const { screenshotData } = await beginFrame({ format: 'jpeg', quality: jpegQuality, optimizeForSpeed: true });
      return screenshotData ? Buffer.from(screenshotData, 'base64') : null;
    },
  };
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
