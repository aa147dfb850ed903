import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, type TestBrowser } from '../../runtime/testing/open-page.ts';
import {
  bareComposition,
  composition,
  expectInside,
  forgetEvents,
  frameOf,
  openHost,
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
};
const PLAYER = '<edgereel-player src="/clip.html" controls></edgereel-player>';

describe('pages of many kinds', () => {
  test('HTML as text gets the runtime and its own frame rate', async () => {
    const html = bareComposition('<p>text</p>', "data-duration='1' data-fps='25'").replaceAll('"', '&quot;');
    const page = await openHost(browser, `<edgereel-player srcdoc="${html}"></edgereel-player>`);
    expect(await whenSeen(page, 'ready')).toMatchObject({ detail: { duration: 1 } });
    await withPlayer(page, (player) => player.seek(0.05));
    expect(
      await withPlayer(page, ({ currentTime, iframeElement }) => [currentTime, iframeElement?.contentDocument]),
    ).toEqual([0.04, null]);
  });

  test('a bare GSAP timeline of the same origin is driven directly', async () => {
    const script = `<script src="/gsap.js"></script><script>window.__timelines = { main: gsap.timeline({ paused: true }).to('#a', { x: 300, duration: 3, ease: 'none' }) }</script>`;
    const page = await openHost(
      browser,
      '<edgereel-player src="/bare.html" sandbox="allow-same-origin"></edgereel-player>',
      { '/bare.html': bareComposition(`<p id="a">x</p>${script}`) },
    );
    expect(await whenSeen(page, 'ready')).toMatchObject({ detail: { duration: 3 } });
    await withPlayer(page, (player) => player.seek(1));
    const frame = await frameOf(page);
    await expectInside(frame, `gsap.getProperty('#a', 'x')`, 100);
    expect(await frame.evaluate(`'__player' in window`)).toBe(false);
    await withPlayer(page, (player) => {
      player.playbackRate = 5;
      player.play();
    });
    await whenSeen(page, 'ended');
  });

  test.each([
    ['with compositions inside', '<div data-composition-id="inner" data-start="1" data-duration="1">x</div>'],
    ['without anything to drive', '<p>x</p>'],
  ])('a page of the same origin %s gets the runtime late', async (_kind, content) => {
    const page = await openHost(
      browser,
      '<edgereel-player src="/bare.html" sandbox="allow-same-origin"></edgereel-player>',
      { '/bare.html': bareComposition(content, 'data-duration="2"') },
    );
    expect(await whenSeen(page, 'ready')).toMatchObject({ detail: { duration: 2 } });
    await expectInside(await frameOf(page), `'__player' in window`, true);
  });

  test('scenes are told', async () => {
    const page = await openHost(browser, PLAYER, {
      '/clip.html': composition(
        '<div data-composition-id="intro" data-label="Intro" data-start="0.5" data-duration="1">x</div>',
      ),
    });
    const scenes = [{ id: 'intro', label: 'Intro', start: 0.5, duration: 1 }];
    expect(await whenSeen(page, 'scenes')).toMatchObject({ detail: { scenes } });
    expect(await withPlayer(page, (player) => player.scenes)).toEqual(scenes);
  });
});

describe('trouble', () => {
  /** Time runs forty times as fast for whatever the page waits for. */
  const HURRY = 'const slowly = window.setInterval; window.setInterval = (work, ms) => slowly(work, ms / 40);';

  test('a page that never speaks is an error after 8 s, until it does', async () => {
    const silent = `<!doctype html><script>addEventListener('message', () => {
      const post = (message) => parent.postMessage({ source: 'hf-preview', ...message }, '*');
      post({ type: 'timeline', durationSeconds: 1, compositionWidth: 64, compositionHeight: 64 });
      post({ type: 'state', frame: 0, isPlaying: false });
    })</script>`;
    const page = await openHost(browser, PLAYER, { '/clip.html': silent }, HURRY);
    const message = 'Composition timeline not found after 8s';
    expect(await whenSeen(page, 'error')).toMatchObject({ detail: { message } });
    const panel = (): Promise<unknown> =>
      page.$eval('>>> .error', (node) => [
        (node as HTMLElement).hidden,
        node.role,
        node.textContent?.includes('not found'),
      ]);
    expect(await panel()).toEqual([false, 'alert', true]);
    expect(await page.$eval('>>> .error a', (link) => (link as HTMLAnchorElement).pathname)).toBe('/clip.html');
    await withPlayer(page, ({ iframeElement }) => iframeElement?.contentWindow?.postMessage('wake', '*'));
    await whenSeen(page, 'ready');
    expect(await panel()).toEqual([true, 'alert', true]);
  });

  test('trying again loads the page anew', async () => {
    const page = await openHost(browser, PLAYER, { '/clip.html': '<!doctype html><p>silent</p>' }, HURRY);
    await whenSeen(page, 'error');
    await forgetEvents(page);
    const before = await frameOf(page);
    await page.click('>>> .error button');
    await whenSeen(page, 'error');
    expect(before.detached).toBe(true);
  });

  test.each([
    ['says', `parent.postMessage({ source: 'hf-preview', type: 'ready', protocolVersion: 2 }, '*')`],
    [
      'asks for',
      `parent.postMessage({ source: 'hf-preview', type: 'diagnostic', code: 'protocol-version', details: { expected: 2, received: 1 } }, '*')`,
    ],
  ])('a page that %s another version of the protocol is refused', async (_verb, script) => {
    const page = await openHost(browser, PLAYER, { '/clip.html': `<!doctype html><script>${script}</script>` });
    expect(await whenSeen(page, 'runtimeprotocolerror')).toMatchObject({ detail: { expected: 1, received: 2 } });
    expect((await whenSeen(page, 'error')).detail?.['message']).toContain('version 2');
  });

  test('errors of scripts are shown over the picture', async () => {
    const page = await openHost(browser, PLAYER, {
      '/clip.html': composition('<script>throw new Error("broken scene")</script>'),
    });
    await whenSeen(page, 'ready');
    expect(await whenSeen(page, 'error')).toMatchObject({ detail: { message: 'Uncaught Error: broken scene' } });
    const isHidden = (): Promise<unknown> => page.$eval('>>> .warning', (line) => (line as HTMLElement).hidden);
    expect(await isHidden()).toBe(false);
    await page.click('>>> .dismiss');
    expect(await isHidden()).toBe(true);
  });

  test('a composition without a length says what it lacks', async () => {
    const html = composition('<p>x</p>').replace('data-duration="2"', '');
    const page = await openHost(browser, PLAYER, { '/clip.html': html });
    await whenSeen(page, 'error');
    expect(await page.$eval('>>> .error', ({ textContent }) => textContent)).toContain('data-duration');
  });

  test('what the composition cannot do is told', async () => {
    const page = await openHost(browser, PLAYER, FILES);
    await whenSeen(page, 'ready');
    await withPlayer(page, (player) => player.setColorGrading('video', { exposure: 1 }));
    expect(await whenSeen(page, 'diagnostic')).toMatchObject({
      detail: { code: 'unsupported-action', details: { action: 'set-color-grading' } },
    });
  });
});
