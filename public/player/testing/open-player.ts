/**
 * A page with players in a real Chrome, for the tests of the element.
 * @module
 */
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame, Page } from 'puppeteer-core';
import { expect } from 'vitest';
import { preparePage } from '#contracts/page.ts';
import type { TestBrowser } from '../../../runtime/testing/open-page.ts';
import type { EdgereelPlayer } from '../player-element.js';

export interface SeenEvent {
  type: string;
  /** Id of the player. */
  id: string;
  detail: Record<string, unknown> | null;
}

const FOLDER = join(import.meta.dirname, '..');
const EVENT_TYPES = [
  ...['ready', 'timeupdate', 'play', 'pause', 'ended', 'ratechange', 'volumechange', 'scenes', 'error'],
  ...['diagnostic', 'elementpicked', 'runtimeprotocolerror'],
];

/** A composition of 640 × 360 at 30 fps, as the Worker serves it. */
export function composition(content: string, { seconds = 2 }: { seconds?: number } = {}): string {
  return preparePage(bareComposition(content, `data-duration="${seconds}"`), {
    variables: {},
    mode: 'preview',
    fps: { num: 30, den: 1 },
  });
}

/** A composition as its author wrote it, without a runtime. */
export function bareComposition(content: string, attributes = ''): string {
  return `<!doctype html><html><head></head><body><div data-composition-id="main" data-width="640" data-height="360" ${attributes}>${content}</div></body></html>`;
}

/** Opens a page with this markup; every event of every player is kept in `window.seen`. */
export async function openHost(
  browser: TestBrowser,
  markup: string,
  files: Record<string, string | number> = {},
  /** Runs before everything else. */
  prelude = '',
): Promise<Page> {
  const modules: Record<string, string> = {};
  for await (const name of glob('*.js', { cwd: FOLDER }))
    modules[`/player/${name}`] = await readFile(join(FOLDER, name), 'utf8');
  const html = `<!doctype html><html><head><style>body { margin: 0 } * { --edgereel-radius: 0px }</style><script>
    ${prelude}
    window.seen = [];
    for (const type of ${JSON.stringify(EVENT_TYPES)})
      addEventListener(type, ({ target, detail }) => target.localName?.endsWith('-player') && seen.push({ type, id: target.id, detail }), true);
    </script><script type="module" src="/player/edgereel-player.js"></script></head><body>${markup}</body></html>`;
  const page = await browser.open(html, {
    isHost: true,
    files: { ...modules, '/__edgereel/fonts.css': '', ...files },
  });
  await page.setViewport({ width: 1000, height: 800 });
  return page;
}

/** Waits until a player has told of this. */
export async function whenSeen(page: Page, type: string, condition = 'true'): Promise<SeenEvent> {
  const found = await page.waitForFunction(
    `window.seen.find(({ type, id, detail }) => type === ${JSON.stringify(type)} && (${condition}))`,
    { polling: 20, timeout: 60_000 },
  );
  return (await found.jsonValue()) as SeenEvent;
}

export async function seenEvents(page: Page): Promise<SeenEvent[]> {
  return page.evaluate('window.seen') as Promise<SeenEvent[]>;
}

/** Types of the events so far, in order; of a row of equal ones the first. */
export async function seenTypes(page: Page): Promise<string[]> {
  const types = (await seenEvents(page)).map(({ type }) => type);
  return types.filter((type, index) => type !== types[index - 1]);
}

export async function forgetEvents(page: Page): Promise<void> {
  await page.evaluate('window.seen.length = 0');
}

/** Does something with the first player. */
export async function withPlayer<Result>(page: Page, work: (player: EdgereelPlayer) => Result): Promise<Result> {
  return (await page.$eval('edgereel-player, hyperframes-player', work as (element: Element) => unknown)) as Result;
}

/** The document of a player's composition. */
export async function frameOf(page: Page, selector = 'edgereel-player'): Promise<Frame> {
  const iframe = await page.evaluateHandle(
    (name) => document.querySelector<EdgereelPlayer>(name)?.iframeElement,
    selector,
  );
  return (await iframe.asElement()!.contentFrame()) as Frame;
}

/** What the composition itself says, once it says so: messages take a moment. */
export async function expectInside(frame: Frame, expression: string, value: unknown): Promise<void> {
  await expect.poll(() => frame.evaluate(expression), { timeout: 30_000, interval: 20 }).toEqual(value);
}
