import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Browser, type ElementHandle, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createClient } from '../../client/client.ts';
import { numberedFrames } from '../../container/testing/compositions.ts';
import { startLocalSystem, type LocalSystem } from '../../local/start-system.ts';
import { buildEngine } from '../../scripts/build.ts';
import { ensureEngine } from '../../local/setup/ensure-engine.ts';
import { pixelsAt } from '../support/pixels-at.ts';

const RENDER_TIMEOUT_MS = 240_000;
const CARD_FRAMES = 270;

let dataDir: string;
let system: LocalSystem;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'edgereel-preview-'));
  const engine = await ensureEngine();
  system = await startLocalSystem({ built: buildEngine(), nodes: 2, dataDir, engine });
  browser = await puppeteer.launch({
    executablePath: engine.chromePath,
    headless: 'shell',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  page = await browser.newPage();
  await page.setViewport({ width: 1440, height: 1000 });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(system.url);
  await whenPlayable();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await system?.stop();
  if (dataDir) await rm(dataDir, { recursive: true, force: true });
});

// One visit from beginning to end: each test goes on where the one before it stopped.
describe('the preview page', () => {
  test('lists the compositions and opens the one that is picked', async () => {
    const titles = await page.$$eval('#compositions button', (buttons) =>
      buttons.map((button) => button.firstChild?.textContent),
    );
    expect(titles).toEqual(expect.arrayContaining(['Kinetic titles', 'Product card', 'How long is a day?']));

    await page.locator('#compositions ::-p-text(Product card)').click();
    await page.waitForFunction(() => document.querySelector('#title')?.textContent === 'Product card');
    await whenPlayable();
    expect(await shownFrame()).toBe(0);
  });

  test('shows another picture for another frame', async () => {
    const first = await stagePicture();
    await page.keyboard.press('End');
    await whenFrameIs((frame) => frame === CARD_FRAMES - 1);
    expect(await stagePicture()).not.toBe(first);
    await page.keyboard.press('ArrowLeft');
    await whenFrameIs((frame) => frame === CARD_FRAMES - 2);
    await page.keyboard.press('Home');
    await whenFrameIs((frame) => frame === 0);
    expect(await page.$eval('#player >>> .time', (output) => (output as HTMLOutputElement).value)).toBe('00:00.00');
  });

  test('plays and pauses', async () => {
    await page.keyboard.press('Space');
    await whenFrameIs((frame) => frame > 5);
    await page.keyboard.press('Space');
    await whenPaused();
    const paused = await shownFrame();
    expect(paused).toBeGreaterThan(5);
    expect(paused).toBeLessThan(CARD_FRAMES - 1);
  });

  test('plays when it is asked right after a jump, before the jump is drawn', async () => {
    await page.evaluate(() => {
      for (const key of ['Home', ' ']) document.dispatchEvent(new KeyboardEvent('keydown', { key }));
    });
    await whenFrameIs((frame) => frame > 5);
    await page.keyboard.press('Space');
    await whenPaused();
  });

  test('may be embedded by other sites', async () => {
    for (const path of ['player/edgereel-player.js', 'player/session.js', '__edgereel/runtime.js']) {
      const { status, headers } = await fetch(`${system.url}/${path}`);
      expect([status, headers.get('access-control-allow-origin')]).toEqual([200, '*']);
    }
    expect((await fetch(`${system.url}/player/fit.test.ts`)).status).toBe(404);
  });

  test('shows the variables as they are edited, at the same frame', async () => {
    await page.keyboard.press('End');
    await whenFrameIs((frame) => frame === CARD_FRAMES - 1);
    const before = await stagePicture();
    await page.locator('#variables [name="name"]').fill('Nocturne');
    await page.locator('#variables [name="accent"]').fill('#c2410c');
    await whenInPlayer('iframe[src*="Nocturne"][src*="c2410c"]');
    await whenPlayable();
    await whenFrameIs((frame) => frame === CARD_FRAMES - 1);
    expect(await stagePicture()).not.toBe(before);
  });

  test('renders what it previews', { timeout: RENDER_TIMEOUT_MS + 20_000 }, async () => {
    await page.select('#options [name="quality"]', 'draft');
    await page.locator('#render').click();
    await page.waitForSelector('[role="progressbar"]');
    const video = (await page.waitForSelector('#view-video video', {
      visible: true,
      timeout: RENDER_TIMEOUT_MS,
    })) as ElementHandle<HTMLVideoElement>;
    await video.evaluate(whenMetadataIsThere);
    expect(
      await video.evaluate(({ videoWidth, videoHeight, duration }) => ({ videoWidth, videoHeight, duration })),
    ).toEqual({
      videoWidth: 1920,
      videoHeight: 1080,
      duration: CARD_FRAMES / 30,
    });

    const [red = 0, green = 0, blue = 0] = await video.evaluate(pixelsAt, {
      seconds: 8.5,
      fps: 30,
      area: { x: 120, y: 500, width: 1, height: 1 },
    });
    expect(red).toBeGreaterThan(green + 60);
    expect(red).toBeGreaterThan(blue + 60);

    const played = await video.evaluate(playFromStart);
    expect(played).toBeGreaterThan(0);
    expect(await page.$eval('.facts', (facts) => facts.textContent)).toMatch(/270 frames at 30 fps.*[0-9a-f]{64}/);
    expect(await page.$eval('#history li:first-child', (row) => row.textContent)).toContain('Finished');
  });

  test('shows a picture within its place, beside the heading and variables of its own composition', async () => {
    const client = createClient({ baseUrl: system.url });
    const still = await client.createRender({ composition: 'data-story', format: 'png', time: 1, title: 'A still' });
    const inline = await client.createRender({ composition: numberedFrames(2, { num: 20, den: 1 }), format: 'gif' });
    for (const { id } of [still, inline])
      await expect
        .poll(async () => (await client.readRender(id)).status, { timeout: RENDER_TIMEOUT_MS, interval: 500 })
        .toBe('completed');
    await page.reload();
    await openRow('A still');
    const picture = (await page.waitForSelector('#view-video img', { visible: true }))!;
    const edges = await picture.evaluate((img) => {
      const { left, right } = img.getBoundingClientRect();
      return { left, right, viewer: document.querySelector('.viewer')!.getBoundingClientRect().right };
    });
    expect(edges.right).toBeLessThanOrEqual(edges.viewer + 1);
    expect(await textOf('#title')).toBe('How long is a day?');
    expect(await textOf('#variables')).toMatch(/no variables/);
    expect(await textOf('.facts')).toContain('1 frame at 30 fps');
    expect(await textOf('#history')).toMatch(/1 frame,/);

    await openRow('inline');
    await page.waitForFunction(() => document.querySelector('#title')!.textContent === 'inline');
    expect(await page.$eval('#tab-preview', (tab) => (tab as HTMLButtonElement).disabled)).toBe(true);
    expect(await page.$$eval('#render-status .status', (panels) => panels.length)).toBe(2);
  });

  test('keeps the panel of a render when a second one begins, and history says the same as the panels', async () => {
    await page.locator('.card:nth-child(2) button').click();
    await page.waitForFunction(() => document.querySelector('#title')!.textContent === 'Kinetic titles');
    await page.select('#options [name="format"]', 'gif');
    await page.locator('#render').click();
    await page.waitForSelector('.status-queued, .status-planning, .status-rendering');
    await page.locator('#render').click();
    await page.waitForFunction(() => document.querySelectorAll('.status [role="progressbar"]').length === 2);
    const differing = await page.evaluate(() => {
      const panels = [...document.querySelectorAll('.status strong')].slice(0, 2).map((head) => head.textContent);
      const rows = [...document.querySelectorAll('#history .row-status')].slice(0, 2).map((row) => row.textContent);
      return panels.filter((status, i) => status !== rows[i]);
    });
    expect(differing).toEqual([]);
    for (let i = 0; i < 2; i++) {
      await page.evaluate(() =>
        [...document.querySelectorAll('.status button')]
          .find(({ textContent }) => textContent === 'Cancel')!
          .dispatchEvent(new MouseEvent('click', { bubbles: true })),
      );
      await page.waitForFunction(
        (canceled) => document.querySelectorAll('.status-canceled').length === canceled,
        { timeout: 60_000 },
        i + 1,
      );
    }
  });

  test('does not render with a value that is none, and says which', async () => {
    await page.locator('.card:nth-child(3) button').click();
    await page.locator('#variables [name="accent"]').fill('no colour');
    const before = await page.$$eval('.status', (panels) => panels.length);
    await page.locator('#render').click();
    expect(await textOf('.fault')).toMatch(/Enter a CSS colour/);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('accent');
    expect(await page.$$eval('.status', (panels) => panels.length)).toBe(before);
    await page.locator('#variables [name="accent"]').fill('teal');
    await page.waitForFunction(() => document.querySelector('.fault') === null);
  });

  test('tells the state in words on a phone, and brings a result into view', async () => {
    await page.setViewport({ width: 390, height: 844 });
    await page.waitForSelector('#history .row-status', { visible: true });
    await openRow('A still');
    const top = await page.$eval('.viewer', (viewer) => viewer.getBoundingClientRect().top);
    expect(top).toBeGreaterThan(-100);
    expect(top).toBeLessThan(600);
    await page.setViewport({ width: 1440, height: 1000 });
  });

  test('has nothing to complain of', () => {
    expect(complaints).toEqual([]);
  });
});

/** Opens a render of the history by its name. */
async function openRow(name: string): Promise<void> {
  await page.waitForFunction(
    (wanted) => [...document.querySelectorAll('#history .row-name')].some(({ textContent }) => textContent === wanted),
    {},
    name,
  );
  await page.$$eval(
    '#history .row',
    (rows, wanted) =>
      (rows.find((row) => row.querySelector('.row-name')?.textContent === wanted) as HTMLButtonElement).click(),
    name,
  );
}

const textOf = (selector: string): Promise<string> => page.$eval(selector, ({ textContent }) => textContent ?? '');

async function whenPlayable(): Promise<void> {
  await whenInPlayer('.play:not([disabled])');
}

/** Asked for in each frame: changes inside a shadow tree wake nobody outside. */
async function whenInPlayer(selector: string): Promise<void> {
  await page.waitForSelector(`#player >>> ${selector}`, { visible: true, timeout: 60_000 });
}

async function whenPaused(): Promise<void> {
  await whenInPlayer('.play[aria-label="Play"]');
}

async function shownFrame(): Promise<number> {
  return await page.$eval('#player >>> .frame', (output) => Number.parseInt((output as HTMLOutputElement).value, 10));
}

async function whenFrameIs(isIt: (frame: number) => boolean): Promise<void> {
  await expect.poll(async () => isIt(await shownFrame()), { timeout: 15_000, interval: 50 }).toBe(true);
}

/** What the stage looks like once it has come to rest. */
async function stagePicture(): Promise<string> {
  const stage = (await page.$('#player >>> .stage'))!;
  let last = '';
  await expect
    .poll(
      async () => {
        const previous = last;
        last = await stage.screenshot({ encoding: 'base64' });
        return last === previous;
      },
      { timeout: 15_000, interval: 100 },
    )
    .toBe(true);
  return last;
}

async function whenMetadataIsThere(video: HTMLVideoElement): Promise<void> {
  if (video.readyState >= HTMLMediaElement.HAVE_METADATA) return;
  await new Promise((resolve) => video.addEventListener('loadedmetadata', resolve, { once: true }));
}

async function playFromStart(video: HTMLVideoElement): Promise<number> {
  video.currentTime = 0;
  await video.play();
  await new Promise((resolve) => video.addEventListener('timeupdate', resolve, { once: true }));
  while (video.currentTime === 0) await new Promise((resolve) => requestAnimationFrame(resolve));
  video.pause();
  return video.currentTime;
}
