/**
 * Draws frames of a page on command. Chrome is told the composition's own time, so what runs on the browser's clock (animated images)
 * is where it belongs; while a page loads, which takes longer on one machine than on another, that clock all but stands still.
 * @module
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { CDPSession } from 'puppeteer-core';
import { EdgereelError } from '#contracts/errors.ts';
import { standstill, type PageSession } from '../browser/page-session.ts';

export interface FrameClock {
  /** Lets the page run its frame callbacks and lay out, at a composition time in seconds or just after the last frame. Nothing is drawn. */
  tick(timeSeconds?: number): Promise<void>;
  /** Draws at a composition time in seconds, unseen; false when nothing has changed since the last frame was drawn. */
  drawUnseen(timeSeconds: number): Promise<boolean>;
  /** Draws and returns the picture, changed or not. Throws `BROWSER_CRASHED` when Chrome keeps giving none. */
  draw(timeSeconds: number): Promise<Buffer>;
}

/** Time between two frames as Chrome's compositor is told. Nothing depends on it. */
const INTERVAL_MS = 1000 / 30;
/** Chrome's time of the blank page, and of the composition's beginning. Far more ticks fit between them than a load ever takes. */
const BLANK_PAGE_MS = 1_000;
const COMPOSITION_START_MS = 10_000;
/** Frame times must rise. Chrome counts whole microseconds, and a frame at the time of the last one never ends. */
const STEP_MS = 0.02;
/** On a busy machine Chrome now and then gives no picture of a frame; the next one has it. */
const PICTURE_ATTEMPTS = 100;
const PICTURE_WAIT_MS = 10;

/** Form in which Chrome hands over a picture. `quality`: 1–100, of a lossy kind. */
export interface PictureKind {
  type: 'jpeg' | 'png' | 'webp';
  quality: number;
  /** Spends less on packing a picture that is taken apart again at once. */
  isPassing: boolean;
  /** What no element covers stays transparent. */
  isTransparent: boolean;
}

/** Starts the clock of a blank page; with a `kind`, its pictures can be drawn. Throws `BROWSER_CRASHED` when Chrome draws none of it. */
export async function startFrameClock(
  { cdp, guard }: PageSession,
  { kind, timeoutMs }: { kind: PictureKind | null; timeoutMs: number },
): Promise<FrameClock> {
  let lastMs = BLANK_PAGE_MS;
  const beginFrame = (atMs: number, options: Pick<BeginFrame, 'screenshot' | 'noDisplayUpdates'> = {}) => {
    lastMs = Math.max(atMs, lastMs + STEP_MS);
    return guard(send(cdp, { frameTimeTicks: lastMs, interval: INTERVAL_MS, ...options }), {
      what: 'A frame of the page',
      timeoutMs,
      onTimeout: (isBusy) =>
        isBusy
          ? new EdgereelError(
              'COMPOSITION_NOT_READY',
              `The page was not painted within ${timeoutMs / 1000} s of its own time: a script runs without end.`,
            )
          : standstill('The page'),
    });
  };
  const screenshot = kind && {
    format: kind.type,
    ...(kind.type !== 'png' && { quality: kind.quality }),
    optimizeForSpeed: kind.isPassing,
  };
  const timeOf = (timeSeconds: number) => COMPOSITION_START_MS + timeSeconds * 1000;
  const picture = async (atMs: number) => {
    if (!screenshot) throw new EdgereelError('INTERNAL', 'No pictures of the page are drawn.');
    for (let attempt = 1; attempt <= PICTURE_ATTEMPTS; attempt++) {
      const { screenshotData } = await beginFrame(atMs, { screenshot });
      if (screenshotData) return Buffer.from(screenshotData, 'base64');
      await sleep(PICTURE_WAIT_MS);
    }
    throw new EdgereelError('BROWSER_CRASHED', 'Chrome draws no picture of the page.');
  };
  if (kind?.isTransparent) {
    await guard(cdp.send('Emulation.setDefaultBackgroundColorOverride', { color: { r: 0, g: 0, b: 0, a: 0 } }));
  }
  // A page that navigates before its compositor has drawn anything may stay without a picture for ever.
  if (kind) await picture(BLANK_PAGE_MS);
  return {
    async tick(timeSeconds) {
      await beginFrame(timeSeconds === undefined ? lastMs : timeOf(timeSeconds), { noDisplayUpdates: true });
    },
    drawUnseen: async (timeSeconds) => (await beginFrame(timeOf(timeSeconds))).hasDamage,
    draw: (timeSeconds) => picture(timeOf(timeSeconds)),
  };
}

interface BeginFrame {
  frameTimeTicks: number;
  interval: number;
  screenshot?: { format: PictureKind['type']; quality?: number; optimizeForSpeed: boolean };
  noDisplayUpdates?: boolean;
}

function send(cdp: CDPSession, frame: BeginFrame) {
  return cdp.send('HeadlessExperimental.beginFrame', frame);
}
