import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FRAME_CONTROL_FLAGS, launchBrowser, type TestBrowser } from '../testing/open-page.ts';

let browser: TestBrowser;
beforeAll(async () => {
  browser = await launchBrowser(FRAME_CONTROL_FLAGS);
});
afterAll(() => browser[Symbol.asyncDispose]());

const film = (content: string): string =>
  `<!doctype html><html><head></head><body><div data-composition-id="main" data-width="640" data-height="360" data-duration="4" data-no-timeline>${content}</div></body></html>`;
const template = (id: string, content: string): string =>
  `<template><div data-composition-id="${id}">${content}</div></template>`;

describe('timelines of children', () => {
  test('are waited for when they register late', async () => {
    const page = await browser.open(
      film(
        '<script src="/gsap.js"></script><i data-composition-src="a.html"></i><script>window.go = Promise.withResolvers()</script>',
      ),
      {
        files: {
          '/a.html': template(
            'a',
            `<script>window.go.promise.then(() => { window.__timelines["a"] = gsap.timeline({ paused: true }) })</script>`,
          ),
        },
      },
    );
    const ready = page.evaluate(() => window.__edgereel!.whenReady(60_000));
    await page.evaluate('window.go.resolve()');
    expect(await ready).toEqual({ ready: true });
    expect(await page.evaluate(() => window.__edgereel!.describe().absentTimelines)).toEqual([]);
  });

  describe('that never register', () => {
    const site = film('<script src="/gsap.js"></script><i data-composition-src="a.html"></i>');
    const files = { '/a.html': template('a', '<script>window.__timelines;</script>') };

    test('are gone on without', async () => {
      const page = await browser.open(site, { files });
      expect(await page.evaluate(() => window.__edgereel!.whenReady(2_000))).toEqual({ ready: true });
      expect(await page.evaluate(() => window.__edgereel!.describe().absentTimelines)).toEqual([
        { compositionId: 'a', file: 'a.html' },
      ]);
    });

    test('are waited for a shorter time once a script has failed', async () => {
      const page = await browser.open(site.replace('</body>', '<script>null.x</script></body>'), { files });
      const begin = Date.now();
      expect(await page.evaluate(() => window.__edgereel!.whenReady(120_000))).toEqual({ ready: true });
      expect(Date.now() - begin).toBeLessThan(20_000);
    });

    test('are not waited for when that is known, and nothing else is gone on without', async () => {
      const known = await browser.open(site, { files, setup: { absentTimelines: ['a'] } });
      expect(await known.evaluate(() => window.__edgereel!.whenReady(60_000))).toEqual({ ready: true });
      const other = await browser.open(site, { files, setup: { absentTimelines: [] } });
      expect(await other.evaluate(() => window.__edgereel!.whenReady(300))).toEqual({
        ready: false,
        missing: ['timeline "a"'],
      });
    });
  });
});
