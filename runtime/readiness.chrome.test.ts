import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PageDescription, PageReadiness } from '#contracts/page.ts';
import { FRAME_CONTROL_FLAGS, launchBrowser, type TestBrowser } from './testing/open-page.ts';
import { valueAt } from './testing/seek.ts';

const TIMEOUT_MS = 500;

let browser: TestBrowser;
beforeAll(async () => {
  // As in a capture: no frame comes unless it is asked for, and none is.
  browser = await launchBrowser(FRAME_CONTROL_FLAGS);
});
afterAll(() => browser[Symbol.asyncDispose]());

const root = (content: string, attributes = 'data-duration="4"'): string =>
  `<!doctype html><html><head></head><body><div data-composition-id="main" data-width="640" data-height="360" ${attributes}>${content}</div></body></html>`;

function ready(page: Page, timeoutMs = TIMEOUT_MS): Promise<PageReadiness> {
  return page.evaluate((limit) => window.__edgereel!.whenReady(limit), timeoutMs);
}
function describePage(page: Page): Promise<PageDescription> {
  return page.evaluate(() => window.__edgereel!.describe());
}

describe('a page is ready', () => {
  test('at once when it owes no timeline', async () => {
    const page = await browser.open(root('<p>hi</p>'));
    expect(await ready(page)).toEqual({ ready: true });
    expect(await page.evaluate('[__renderReady, __playerReady, __hf.duration]')).toEqual([true, true, 4]);
  });

  test('when a late timeline has been registered', async () => {
    const page = await browser.open(
      root(
        `<script src="/gsap.js"></script><script>window.__timelines = {}; setTimeout(() => { __timelines.main = gsap.timeline({ paused: true }).to({}, { duration: 3 }) }, 100)</script>`,
        '',
      ),
    );
    expect(await page.evaluate('[__renderReady, __hf.duration]')).toEqual([false, 0]);
    expect(await ready(page, 5000)).toEqual({ ready: true });
    expect(await page.evaluate('[__renderReady, __hf.duration]')).toEqual([true, 3]);
  });

  test('when it says that it has no timeline', async () => {
    const page = await browser.open(root('<script src="/gsap.js"></script>', 'data-duration="4" data-no-timeline'));
    expect(await ready(page)).toEqual({ ready: true });
  });

  test('when its fonts and images are there', async () => {
    const font = await readFile(
      createRequire(import.meta.url).resolve('@fontsource/archivo-black/files/archivo-black-latin-400-normal.woff2'),
    );
    const page = await browser.open(
      root(
        `<style>@font-face { font-family: Slab; src: url(/slab.woff2) } p { font-family: Slab, serif } .hidden { display: none; background: url(/dot.svg?1) }</style>
         <p>hi</p><div class="hidden"></div><img id="late" loading="lazy" style="margin-top: 9000px" src="/dot.svg?2">`,
      ),
      { files: { '/slab.woff2': font, '/dot.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>' } },
    );
    expect(await ready(page, 5000)).toEqual({ ready: true });
    expect(await page.evaluate('[[...document.fonts][0].status, late.naturalWidth]')).toEqual(['loaded', 4]);
    const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    expect(loaded).toContain('https://composition.test/dot.svg?1');
  });
});

describe('a page is not ready, and says why', () => {
  test('when the root never registers its timeline', async () => {
    const page = await browser.open(root('<script src="/gsap.js"></script>'));
    expect(await ready(page)).toEqual({ ready: false, missing: ['timeline "main"'] });
  });

  test('when a script fails before it registers one, sooner than the limit', async () => {
    const page = await browser.open(root('<script>window.__timelines = {}; throw new Error("broken")</script>'));
    const begin = Date.now();
    expect(await ready(page, 60_000)).toEqual({ ready: false, missing: ['timeline "main"'] });
    expect(Date.now() - begin).toBeLessThan(10_000);
  });

  test('when its own engine never gets a duration', async () => {
    const page = await browser.open(root('<script>window.__hf = { duration: 0, seek() {} }</script>'));
    expect(await ready(page)).toEqual({ ready: false, missing: ['a duration above 0 in window.__hf'] });
  });
});

describe('a description', () => {
  test('names roots, attributes, clips and declarations', async () => {
    const page = await browser.open(
      root(
        `<p id="a" data-start="1" data-duration="2">x</p><p data-start="a">y</p><img data-start="0">`,
        `data-duration="8" data-fps="60" data-composition-variables='[{"id":"t","default":1}]'`,
      ).replace('</body>', '<div data-composition-id="other" data-root="true"></div></body>'),
    );
    const description = await describePage(page);
    expect(description).toMatchObject({
      roots: [
        { compositionId: 'main', isMarked: false },
        { compositionId: 'other', isMarked: true },
      ],
      compositionId: 'other',
      attributes: { width: null, height: null, fps: null, duration: null },
      durationSeconds: 0,
    });
    await page.evaluate(() => document.querySelector('[data-root]')!.remove());
    expect(await describePage(page)).toMatchObject({
      compositionId: 'main',
      attributes: { width: '640', height: '360', fps: '60', duration: '8' },
      durationSeconds: 8,
      clips: [
        { start: 1, end: 3 },
        { start: 3, end: null },
        { start: 0, end: 3 },
      ],
      variables: ['[{"id":"t","default":1}]'],
    });
  });

  test('infers the duration from timelines, inner compositions and finite animations', async () => {
    const inferred = async (content: string): Promise<number> => {
      const page = await browser.open(root(content, ''));
      await ready(page);
      return (await describePage(page)).durationSeconds;
    };
    expect(await inferred('<script>window.__timelines = { main: { duration: () => 6, seek() {} } }</script>')).toBe(6);
    expect(await inferred('<div data-composition-id="c" data-start="2" data-duration="3"></div>')).toBe(5);
    const keyframes = '<style>@keyframes k { to { opacity: 0 } }</style>';
    expect(
      await inferred(
        `${keyframes}<p data-start="1" style="animation: k 2s 1s"></p><p style="animation: k 9s infinite"></p>`,
      ),
    ).toBe(4);
    expect(await inferred('<p data-start="0" data-duration="5">x</p>')).toBe(0);
  });

  test('names the first family of each text and whether it is there', async () => {
    const page = await browser.open(
      root(
        `<style>@font-face { font-family: "Gone"; src: url(/gone.woff2) } @font-face { font-family: "Un Used"; src: url(/unused.woff2) }</style>
         <h1 id="title" style="font: 700 20px 'Nowhere', serif">a</h1><p style="font: italic 16px Gone">b</p><p style="font-family: sans-serif; font-weight: 400">c</p>
         <p style="font-family: 'un used'"> </p>`,
      ),
      { files: { '/gone.woff2': 404 } },
    );
    expect(await ready(page, 5000)).toEqual({ ready: true });
    expect((await describePage(page)).fonts).toEqual([
      expect.objectContaining({
        family: 'Nowhere',
        weight: '700',
        style: 'normal',
        element: 'h1#title',
        state: 'undeclared',
      }),
      {
        family: 'Gone',
        weight: '400',
        style: 'italic',
        element: 'p',
        state: 'failed',
        source: expect.stringContaining('gone.woff2'),
      },
      // The bundled family that stands for the generic one; this page has no bundled fonts.
      expect.objectContaining({ family: 'Inter', weight: '400', style: 'normal', element: 'p', state: 'undeclared' }),
    ]);
  });

  test('lists images that are broken, which keep nobody waiting', async () => {
    const page = await browser.open(
      root(`<img class="logo" src="/missing.png"><div id="back" style="background: url(/missing-too.png)"></div>`),
    );
    expect(await ready(page, 5000)).toEqual({ ready: true });
    expect((await describePage(page)).brokenImages).toEqual([
      { url: 'https://composition.test/missing.png', element: 'img.logo' },
      { url: 'https://composition.test/missing-too.png', element: 'div#back' },
    ]);
  });
});

describe('variables', () => {
  const declared = `data-composition-variables='[{"id":"title","default":"Hello"},{"id":"Brand Color","default":"red"},{"id":"logo","default":{"url":"/a.svg"}}]'`;

  test('are there for the first inline script, defaults under overrides', async () => {
    const html = `<!doctype html><html ${declared}><head><script>window.early = __hyperframes.getVariables()</script></head><body>${root('')}</body></html>`;
    const page = await browser.open(html, { setup: { variables: { title: '</script>Über', extra: 1 } } });
    expect(await page.evaluate('early')).toEqual({
      title: '</script>Über',
      'Brand Color': 'red',
      logo: { url: '/a.svg' },
      extra: 1,
    });
  });

  test('are bound before the scripts that follow, and what those make of it stays', async () => {
    const page = await browser.open(
      root(
        `<h1 id="t" data-var-text="title">Default <b>kept</b> text</h1><img id="i" data-var-src="logo" src="/default.svg"><i id="none" data-var-text="unknown">as is</i>
         <script>window.seen = t.textContent; t.textContent = 'split'; i.src = '/own.svg'</script>`,
        `data-duration="4" ${declared}`,
      ),
      { setup: { variables: { title: 'Bound ' } } },
    );
    expect(await page.evaluate('[seen, t.textContent, i.getAttribute("src"), none.textContent]')).toEqual([
      'Bound kept',
      'split',
      '/own.svg',
      'as is',
    ]);
    expect(await page.evaluate(`getComputedStyle(t).getPropertyValue('--brand-color')`)).toBe('red');
  });
});

test('animations stand at 0 however long loading took', async () => {
  await using free = await launchBrowser();
  const page = await free.open(
    root(
      `<style>@keyframes k { from { margin-left: 0 } to { margin-left: 100px } }</style><i id="css" style="animation: k .1s linear"></i><b id="script"></b>
       <script>script.animate([{ opacity: 0 }, { opacity: 1 }], 100)</script>`,
    ),
  );
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await valueAt(page, '[getComputedStyle(css).marginLeft, getComputedStyle(script).opacity]', [0])).toEqual([
    ['0px', '0'],
  ]);
});
