import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FRAME_CONTROL_FLAGS, launchBrowser, type TestBrowser } from '../testing/open-page.ts';

let browser: TestBrowser;
beforeAll(async () => {
  browser = await launchBrowser(FRAME_CONTROL_FLAGS);
});
afterAll(() => browser[Symbol.asyncDispose]());

test('scripts of children name elements in the variables of a tween as they name targets', async () => {
  const move = (id: string, vars: string) =>
    `<template><div data-composition-id="${id}"><svg width="200" height="20"><path id="way" d="M0,0 L100,0"/></svg><b></b><script>
      window.__timelines["${id}"] = gsap.timeline({ paused: true }).to('b', { ${vars}, duration: 1, ease: 'none' });
    </script></div></template>`;
  const hosts = ['a', 'b', 'c'].map((id) => `<i data-composition-src="${id}.html"></i>`).join('');
  const page = await browser.open(
    `<!doctype html><html><head></head><body>
      <div data-composition-id="main" data-width="640" data-height="360" data-duration="1" data-no-timeline>
        <script src="/gsap.js"></script><script src="/motion-path.js"></script>
        <script>gsap.registerPlugin(MotionPathPlugin)</script>
        <svg><path id="way" d="M0,0 L0,400"/></svg>${hosts}
      </div></body></html>`,
    {
      files: {
        '/motion-path.js': await readFile(createRequire(import.meta.url).resolve('gsap/dist/MotionPathPlugin.min.js')),
        '/a.html': move('a', 'motionPath: "#way"'),
        '/b.html': move('b', 'keyframes: [{ motionPath: { path: "#way" } }]'),
        '/c.html': move('c', 'motionPath: { path: "M0,0 L100,0" }'),
      },
    },
  );
  expect(await page.evaluate(() => window.__edgereel!.whenReady(60_000))).toEqual({ ready: true });
  await page.evaluate(() => window.__hf!.seek(0.5));
  const moved = await page.$$eval('b', (boxes) =>
    boxes.map((box) => new DOMMatrix(getComputedStyle(box).transform)).map(({ e, f }) => [e, f].map(Math.round)),
  );
  expect(moved).toEqual(Array(3).fill([50, 0]));
});
