import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, type TestBrowser } from '../../runtime/testing/open-page.ts';
import type { EdgereelPlayer } from './player-element.js';
import {
  composition,
  expectInside,
  forgetEvents,
  frameOf,
  openHost,
  seenEvents,
  seenTypes,
  whenSeen,
  withPlayer,
} from './testing/open-player.ts';

let browser: TestBrowser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser[Symbol.asyncDispose]());

const FILES = {
  '/clip.html': composition('<p id="a" data-start="0.5" data-duration="1">x</p>'),
  '/short.html': composition('<p>x</p>', { seconds: 0.5 }),
};
const PLAYER = '<edgereel-player src="/clip.html" controls></edgereel-player>';

describe('a composition', () => {
  test('is shown in a frame without an origin, at its own size, and tells when it is ready', async () => {
    const page = await openHost(
      browser,
      '<edgereel-player src="/clip.html" width="100" height="100"></edgereel-player>',
      FILES,
    );
    expect(await whenSeen(page, 'ready')).toMatchObject({ detail: { duration: 2 } });
    expect(
      await withPlayer(page, ({ duration, paused, ready, currentTime, iframeElement }) => ({
        ...{ duration, paused, ready, currentTime },
        sandbox: iframeElement?.getAttribute('sandbox'),
        size: [iframeElement?.width, iframeElement?.height],
        isClosed: iframeElement?.contentDocument === null,
      })),
    ).toEqual({
      ...{ duration: 2, paused: true, ready: true, currentTime: 0 },
      sandbox: 'allow-scripts',
      size: ['640', '360'],
      isClosed: true,
    });
  });

  test('plays to its end, tells of each step, and starts over when played again', async () => {
    const page = await openHost(browser, '<edgereel-player src="/short.html" autoplay></edgereel-player>', FILES);
    await whenSeen(page, 'ended');
    expect(await seenTypes(page)).toEqual(['ready', 'play', 'timeupdate', 'pause', 'ended']);
    expect(await withPlayer(page, ({ currentTime, paused }) => [currentTime, paused])).toEqual([0.5, true]);
    await forgetEvents(page);
    await withPlayer(page, (player) => player.play());
    expect(await whenSeen(page, 'timeupdate', 'detail.currentTime < 0.4')).toBeTruthy();
    await whenSeen(page, 'ended');
  });

  test('goes round and round in a loop, without an end', async () => {
    const page = await openHost(browser, '<edgereel-player src="/short.html" autoplay loop></edgereel-player>', FILES);
    const lap =
      'window.seen.some((event, i) => event.type === "timeupdate" && event.detail.currentTime < 0.2 && seen.slice(0, i).some(({ detail }) => detail?.currentTime > 0.3))';
    await page.waitForFunction(lap, { polling: 20, timeout: 60_000 });
    expect(await seenTypes(page)).toEqual(['ready', 'play', 'timeupdate']);
    await withPlayer(page, (player) => (player.loop = false));
    await whenSeen(page, 'ended');
  });

  test('stands still at a time it is sent to, and tells of it once', async () => {
    const page = await openHost(browser, PLAYER, FILES);
    await withPlayer(page, (player) => player.seek(1));
    await whenSeen(page, 'ready');
    const frame = await frameOf(page);
    await expectInside(frame, '__player.getTime()', 1);
    await withPlayer(page, (player) => player.play());
    await whenSeen(page, 'timeupdate');
    await page.evaluate('seen.length = 0; document.querySelector("edgereel-player").currentTime = 0.51');
    await expectInside(frame, '__player.getTime()', 0.5);
    await expectInside(frame, '__player.isPlaying()', false);
    expect((await seenEvents(page)).map(({ type, detail }) => detail ?? type)).toEqual(['pause', { currentTime: 0.5 }]);
  });

  test('plays when it is asked right after a jump, and shows the last of many jumps', async () => {
    const page = await openHost(browser, PLAYER, FILES);
    await whenSeen(page, 'ready');
    await withPlayer(page, (player) => {
      for (let frame = 1; frame <= 40; frame++) player.seek(frame / 30);
    });
    const frame = await frameOf(page);
    await expectInside(frame, '__player.getTime()', 40 / 30);
    await withPlayer(page, (player) => {
      player.seek(1);
      player.seek(0);
      player.play();
    });
    await whenSeen(page, 'timeupdate', 'detail.currentTime > 0 && detail.currentTime < 0.5');
    expect(await withPlayer(page, ({ paused }) => paused)).toBe(false);
  });

  test('is replaced without a gap, at the time that is asked for', async () => {
    const page = await openHost(browser, PLAYER, { ...FILES, '/other.html': composition('<p>other</p>') });
    await whenSeen(page, 'ready');
    await forgetEvents(page);
    const old = await frameOf(page);
    await withPlayer(page, (player) => {
      player.src = '/other.html';
      player.seek(1.5);
    });
    expect(await withPlayer(page, ({ ready, currentTime }) => [ready, currentTime])).toEqual([false, 1.5]);
    expect(old.detached).toBe(false);
    await whenSeen(page, 'ready');
    await expect.poll(() => old.detached, { timeout: 10_000 }).toBe(true);
    await expectInside(await frameOf(page), '[document.body.innerText, __player.getTime()]', ['other', 1.5]);
  });
});

test.each([
  ['the same origin', ''],
  ['an origin that lets its answers be read', 'https://elsewhere.test'],
])('a page that is not there, of %s, is told by its status', async (_, origin) => {
  const page = await openHost(browser, `<edgereel-player src="${origin}/missing.html"></edgereel-player>`);
  expect((await whenSeen(page, 'error')).detail).toEqual({ message: 'The address of the composition answers 404' });
  expect(await page.$eval('edgereel-player >>> .spinner', (spinner) => (spinner as HTMLElement).hidden)).toBe(true);
});

describe('attributes and properties', () => {
  test('are the same thing, keep their limits, and reach the composition', async () => {
    const page = await openHost(
      browser,
      '<edgereel-player src="/clip.html" playback-rate="2" muted speed-presets="1,2"></edgereel-player>',
      FILES,
    );
    await whenSeen(page, 'ready');
    const frame = await frameOf(page);
    await expectInside(frame, '[__player.getPlaybackRate(), __player.isMuted()]', [2, true]);
    await withPlayer(page, (player) => {
      player.playbackRate = 99;
      player.muted = false;
      player.volume = 0.25;
    });
    await expectInside(frame, '[__player.getPlaybackRate(), __player.isMuted()]', [5, false]);
    expect(await withPlayer(page, (player) => player.outerHTML)).toContain(
      'playback-rate="5" speed-presets="1,2" volume="0.25"',
    );
    expect((await seenEvents(page)).filter(({ type }) => type.endsWith('change')).map(({ detail }) => detail)).toEqual([
      { playbackRate: 5 },
      { volume: 1, muted: false },
      { volume: 0.25, muted: false },
    ]);
  });

  test('the poster hides the picture until it moves', async () => {
    const poster = 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>';
    const page = await openHost(
      browser,
      `<edgereel-player src="/clip.html" poster='${poster}'></edgereel-player>`,
      FILES,
    );
    await whenSeen(page, 'ready');
    const isHidden = (): Promise<unknown> => page.$eval('>>> .poster', (image) => (image as HTMLElement).hidden);
    expect(await isHidden()).toBe(false);
    await withPlayer(page, (player) => player.seek(1));
    expect(await isHidden()).toBe(true);
  });

  test('the frame is scaled into whatever box there is', async () => {
    const page = await openHost(
      browser,
      '<edgereel-player src="/clip.html" style="width: 640px"></edgereel-player>',
      FILES,
    );
    await whenSeen(page, 'ready');
    const box = (): Promise<unknown> =>
      withPlayer(page, ({ iframeElement }) => {
        const { x, y, width, height } = iframeElement!.getBoundingClientRect();
        return [x, y, width, height].map(Math.round);
      });
    expect(await box()).toEqual([0, 0, 640, 360]);
    await withPlayer(page, (player) => player.setAttribute('style', 'width: 320px; height: 300px'));
    await expect.poll(box).toEqual([0, 60, 320, 180]);
  });

  test('both names make a player, and several live side by side', async () => {
    const page = await openHost(
      browser,
      '<edgereel-player id="one" src="/clip.html"></edgereel-player><hyperframes-player id="two" src="/short.html" autoplay></hyperframes-player>',
      FILES,
    );
    await whenSeen(page, 'ready', 'id === "one"');
    await whenSeen(page, 'ended', 'id === "two"');
    expect((await seenEvents(page)).filter(({ id }) => id === 'one').map(({ type }) => type)).toEqual(['ready']);
  });
});

describe('the viewer', () => {
  test('drives by keys', async () => {
    const page = await openHost(browser, PLAYER, FILES);
    await whenSeen(page, 'ready');
    await page.focus('>>> .scrubber');
    const shown = (): Promise<number> => withPlayer(page, ({ currentTime }) => Math.round(currentTime * 30));
    const after: number[] = [];
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowLeft', 'l', 'End', 'j', 'End', 'Home'] as const) {
      await page.keyboard.press(key);
      after.push(await shown());
    }
    // Five seconds on is the end, which lies behind the last frame.
    expect(after).toEqual([1, 2, 1, 60, 59, 0, 59, 0]);
    await page.keyboard.press('m');
    await page.keyboard.press('k');
    expect(await withPlayer(page, ({ muted, paused }) => [muted, paused])).toEqual([true, false]);
    await page.keyboard.press('Space');
    expect(await withPlayer(page, ({ paused }) => paused)).toBe(true);
  });

  test('clicks the picture to play, then the space bar pauses; scrubs; leaves fields their keys', async () => {
    const page = await openHost(browser, `${PLAYER}<input>`, FILES);
    await whenSeen(page, 'ready');
    await page.click('>>> .surface');
    expect(await withPlayer(page, ({ paused }) => paused)).toBe(false);
    await page.keyboard.press('Space');
    expect(await withPlayer(page, ({ paused }) => paused)).toBe(true);
    const scrubber = (await page.$('>>> .scrubber'))!;
    await scrubber.click();
    expect(await withPlayer(page, ({ currentTime }) => currentTime)).toBeCloseTo(1, 0);
    await page.focus('input');
    await page.keyboard.press('End');
    expect(await withPlayer(page, ({ currentTime }) => currentTime)).toBeLessThan(1.5);
  });

  test('is told in words', async () => {
    const page = await openHost(
      browser,
      '<edgereel-player src="/clip.html" controls aria-label="Titles"></edgereel-player>',
      FILES,
    );
    await whenSeen(page, 'ready');
    await withPlayer(page, (player) => player.seek(1));
    expect(await page.$eval('>>> .player', ({ role, ariaLabel }) => [role, ariaLabel])).toEqual(['group', 'Titles']);
    expect(await page.$eval('>>> .scrubber', ({ ariaValueText }) => ariaValueText)).toBe(
      '1 second of 2 seconds, frame 30',
    );
    await page.focus('>>> .loop');
    await page.keyboard.press('ArrowRight');
    expect(await page.$eval('>>> [aria-live]', ({ textContent }) => textContent)).toBe('1.03 seconds');
    const nameless = await page.$$eval('>>> button', (buttons) =>
      buttons.filter(({ ariaLabel, textContent }) => !(ariaLabel ?? textContent)),
    );
    expect(nameless).toEqual([]);
  });

  test('chooses a speed and a loop', async () => {
    const page = await openHost(browser, PLAYER, FILES);
    await whenSeen(page, 'ready');
    await (await page.$('>>> .speed'))!.select('1.5');
    await page.click('>>> .loop');
    expect(await withPlayer(page, ({ playbackRate, loop }) => [playbackRate, loop])).toEqual([1.5, true]);
    expect(await page.$eval('>>> .loop', ({ ariaPressed }) => ariaPressed)).toBe('true');
  });
});

test('elements can be picked and pointed out', async () => {
  const page = await openHost(browser, '<edgereel-player src="/clip.html" style="width: 320px"></edgereel-player>', {
    '/clip.html': composition('<p id="a" style="position: absolute; inset: 0; margin: 0">x</p>'),
  });
  await whenSeen(page, 'ready');
  await withPlayer(page, (player) => player.enablePickMode());
  const frame = await frameOf(page);
  await page.mouse.move(100, 100);
  await expectInside(frame, `document.querySelectorAll('edgereel-outlines').length`, 1);
  await page.mouse.click(100, 100);
  expect(await whenSeen(page, 'elementpicked')).toMatchObject({
    detail: { element: { id: 'a', label: 'p#a', selector: '#a', box: { x: 0, y: 0, width: 640, height: 360 } } },
  });
  expect(await withPlayer(page, ({ paused }) => paused)).toBe(true);
  await withPlayer(page, (player) => player.disablePickMode());
  await expectInside(frame, `document.querySelectorAll('edgereel-outlines').length`, 0);
  await withPlayer(page, (player) => player.flashElements(['p']));
  await expectInside(frame, `document.querySelectorAll('edgereel-outlines').length`, 1);
  await expectInside(frame, `document.querySelectorAll('edgereel-outlines').length`, 0);
});

test('a player that is taken away leaves no listener and no frame, and begins anew when it is put back', async () => {
  const page = await openHost(browser, '', FILES);
  const cdp = await page.createCDPSession();
  async function countListeners(): Promise<number> {
    const { result } = await cdp.send('Runtime.evaluate', { expression: 'window' });
    const { listeners } = await cdp.send('DOMDebugger.getEventListeners', { objectId: result.objectId! });
    return listeners.length;
  }
  await page.waitForFunction(() => customElements.get('edgereel-player'));
  const before = await countListeners();
  await page.evaluate(() => {
    const player = document.createElement('edgereel-player') as EdgereelPlayer;
    player.src = '/clip.html';
    document.body.append(player);
    Object.assign(window, { player });
  });
  await whenSeen(page, 'ready');
  expect(await countListeners()).toBeGreaterThan(before);
  await forgetEvents(page);
  await withPlayer(page, (player) => player.remove());
  expect(await countListeners()).toBe(before);
  expect(
    await page.evaluate('[player.iframeElement, player.ready, player.shadowRoot.querySelector("iframe")]'),
  ).toEqual([null, false, null]);
  await page.evaluate('void document.body.append(player)');
  await whenSeen(page, 'ready');
});
