import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { preparePage } from '#contracts/page.ts';
import type { PreviewMessage } from './preview/protocol.ts';
import { launchBrowser, type OpenOptions, type TestBrowser } from './testing/open-page.ts';

let browser: TestBrowser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser[Symbol.asyncDispose]());

const SETUP = { variables: {}, mode: 'preview', fps: { num: 30, den: 1 } } as const;
const composition = (content: string): string =>
  `<!doctype html><html><head></head><body><div data-composition-id="main" data-width="640" data-height="360" data-duration="2">${content}</div></body></html>`;

/** A parent with the composition in a sandboxed frame, its messages kept in `window.messages`. */
async function openPlayer(content: string, files: OpenOptions['files'] = {}): Promise<Page> {
  const parent = `<!doctype html><html><head></head><body>
    <script>window.messages = []; addEventListener('message', ({ data }) => messages.push(data))</script>
    <iframe sandbox="allow-scripts" src="/composition.html"></iframe></body></html>`;
  return browser.open(parent, {
    files: { '/composition.html': preparePage(composition(content), SETUP), ...files },
  });
}

async function waitForMessage(page: Page, condition: string): Promise<PreviewMessage> {
  const found = await page.waitForFunction(
    `window.messages.findLast((message) => message.source === 'hf-preview' && (${condition}))`,
    {
      polling: 20,
      timeout: 10_000,
    },
  );
  return (await found.jsonValue()) as PreviewMessage;
}

async function send(page: Page, control: Record<string, unknown>): Promise<void> {
  await page.evaluate((message) => {
    window.frames[0]!.postMessage({ source: 'hf-parent', type: 'control', protocolVersion: 1, ...message }, '*');
  }, control);
}

test.each([
  ['plays', '__player.setPlaybackRate(0.1); __player.play()', true],
  ['seeks', '__player.seek(1)', false],
])('who %s before the first frame has been shown is not put back', async (_, act, isPlaying) => {
  const page = await openPlayer(`<script>addEventListener('DOMContentLoaded', () => { ${act} })</script>`);
  await waitForMessage(page, `message.type === 'ready'`);
  const state = await waitForMessage(page, `message.type === 'state'`);
  expect(state).toMatchObject(isPlaying ? { isPlaying } : { isPlaying, frame: 30 });
});

test('the frame says what it holds, then plays to the end and stops', async () => {
  const page = await openPlayer('<p id="a" data-start="0.5" data-duration="1" data-track-index="2">x</p>');
  expect(await waitForMessage(page, `message.type === 'timeline'`)).toMatchObject({
    durationSeconds: 2,
    durationInFrames: 60,
    compositionWidth: 640,
    compositionHeight: 360,
    clips: [{ id: 'a', label: 'p#a', start: 0.5, duration: 1, track: 2 }],
  });
  await send(page, { action: 'set-playback-rate', playbackRate: 4 });
  await send(page, { action: 'play' });
  expect(
    await waitForMessage(page, `message.type === 'state' && message.isPlaying && message.frame > 5`),
  ).toMatchObject({ playbackRate: 4 });
  expect(
    await waitForMessage(page, `message.type === 'state' && !message.isPlaying && message.frame > 5`),
  ).toMatchObject({ frame: 60 });
});

test('a seek stops playing and shows the frame, by time or by number', async () => {
  const page = await openPlayer('<p>x</p>');
  await send(page, { action: 'play' });
  await send(page, { action: 'seek', timeSeconds: 1 });
  expect(await waitForMessage(page, `message.type === 'state' && message.frame === 30`)).toMatchObject({
    isPlaying: false,
  });
  await send(page, { action: 'seek', frame: 12 });
  await waitForMessage(page, `message.type === 'state' && message.frame === 12`);
  await send(page, { action: 'set-muted', muted: true });
  expect(await waitForMessage(page, `message.type === 'state' && message.muted`)).toMatchObject({ frame: 12 });
});

test('each control is answered by one state, with the number of the control', async () => {
  const page = await openPlayer('<script>addEventListener("hf-seek", () => { throw new Error("no") })</script>');
  await send(page, { action: 'seek', timeSeconds: 1, controlId: 1 });
  await send(page, { action: 'tick', controlId: 2 });
  await waitForMessage(page, 'message.controlId === 2');
  expect(
    await page.evaluate('messages.filter(({ controlId }) => controlId).map(({ controlId }) => controlId)'),
  ).toEqual([1, 2]);
});

test('the parent may say how long the composition is, unless the page says so itself', async () => {
  const page = await openPlayer('<p data-start="0">x</p>');
  await send(page, { action: 'set-root-duration', durationSeconds: 5 });
  expect(await waitForMessage(page, 'message.durationSeconds === 5')).toMatchObject({ durationInFrames: 150 });

  const own = await openPlayer('<script>window.__hf = { duration: 3, seek() {} }</script>');
  await send(own, { action: 'set-root-duration', durationSeconds: 5 });
  expect(await waitForMessage(own, `message.code === 'unsupported-action'`)).toMatchObject({
    details: { action: 'set-root-duration' },
  });
});

test('media are silenced by the viewer or by the parent, and stopped', async () => {
  const page = await openPlayer('<audio></audio>');
  const isMuted = (): Promise<unknown> => page.frames()[1]!.evaluate(`document.querySelector('audio').muted`);
  await send(page, { action: 'set-media-output-muted', muted: true });
  await send(page, { action: 'set-muted', muted: false, controlId: 1 });
  await waitForMessage(page, 'message.controlId === 1');
  expect(await isMuted()).toBe(true);
  await send(page, { action: 'set-media-output-muted', muted: false });
  await send(page, { action: 'stop-media', controlId: 2 });
  await waitForMessage(page, 'message.controlId === 2');
  expect(await isMuted()).toBe(false);
});

test('script errors and another protocol version come back as diagnostics', async () => {
  const page = await openPlayer('<script>throw new Error("broken scene")</script>');
  expect(await waitForMessage(page, `message.code === 'script-error'`)).toMatchObject({
    details: { message: 'Uncaught Error: broken scene' },
  });
  await send(page, { action: 'play', protocolVersion: 9 });
  expect(await waitForMessage(page, `message.code === 'protocol-version'`)).toMatchObject({
    details: { expected: 1, received: 9 },
  });
  await send(page, { action: 'set-native-media-sync-disabled', disabled: true });
  expect(await waitForMessage(page, `message.code === 'unsupported-action'`)).toMatchObject({
    details: { action: 'set-native-media-sync-disabled' },
  });
});

test('sub-compositions are mounted in the frame too, and one that cannot be is a diagnostic', async () => {
  const scene =
    '<template><div data-composition-id="scene"><p id="inside" data-start="0.5" data-duration="1">x</p></div></template>';
  const page = await openPlayer(
    '<div data-composition-src="scene.html" data-start="0.25"></div><i data-composition-src="none.html"></i>',
    { '/scene.html': scene },
  );
  expect(await waitForMessage(page, `message.type === 'timeline'`)).toMatchObject({
    clips: [
      { tag: 'div', start: 0.25 },
      { id: 'inside', start: 0.75, duration: 1 },
    ],
  });
  expect(await waitForMessage(page, `message.code === 'sub-composition'`)).toMatchObject({
    details: { file: 'none.html', element: 'i', reason: 'missing' },
  });
});

test('a frame inside the page stands at the time of its host, as in a capture', async () => {
  const inner = `<!doctype html><html><head></head><body><style>@keyframes go { to { margin-left: 100px } }</style>
    <p id="css" style="animation: go 2s linear both"></p><p id="script"></p><p id="loop"></p><script>
      document.getElementById('script').animate({ marginLeft: '100px' }, { duration: 1000, fill: 'both' });
      requestAnimationFrame(function follow(nowMs) { loop.textContent = nowMs + ' ' + Date.now(); requestAnimationFrame(follow) });
    </script></body></html>`;
  const state = `[getComputedStyle(css).marginLeft, getComputedStyle(script).marginLeft, loop.textContent]`;
  const content = '<iframe src="/inner.html"></iframe>';
  const innerOf = (page: Page) => page.frames().find((frame) => frame.url().endsWith('/inner.html'))!;

  const capture = await browser.open(composition(content).replace('data-width', 'data-no-timeline data-width'), {
    files: { '/inner.html': preparePage(inner, { ...SETUP, mode: 'capture' }) },
  });
  await capture.evaluate('__edgereel.whenReady(10_000)');
  const page = await openPlayer(content, { '/inner.html': preparePage(inner, { ...SETUP, isFrame: true }) });
  await waitForMessage(page, `message.type === 'ready'`);
  for (const [frame, expected] of [
    [15, ['25px', '50px', '500 500']],
    [45, ['75px', '100px', '1500 1500']],
    [6, ['10px', '20px', '200 200']],
  ] as const) {
    await capture.evaluate(`__player.renderSeek(${frame / 30}); __edgereel.whenSeeked()`);
    expect(await innerOf(capture).evaluate(state)).toEqual(expected);
    await send(page, { action: 'seek', frame });
    await expect.poll(() => innerOf(page).evaluate(state), { timeout: 10_000 }).toEqual(expected);
  }
});

test('a system family is drawn by the nearest bundled one in a preview as in a render, and no host is asked for it', async () => {
  const font = await readFile(
    createRequire(import.meta.url).resolve(
      '@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2',
    ),
  );
  const page = await browser.open(
    composition(
      `<style>@font-face { font-family: Brand; src: local("SFMono-Bold") }</style>
       <p style='font-family: "SF Mono", serif'>One</p><p style="font-family: Brand">Two</p>`,
    ),
    {
      setup: SETUP,
      files: {
        '/__edgereel/fonts.css':
          '@font-face{font-family:"JetBrains Mono";font-weight:100 800;src:url(fonts/mono.woff2)format("woff2");unicode-range:U+0-FF}',
        '/__edgereel/fonts/mono.woff2': font,
      },
    },
  );
  await page.evaluate(() => window.__edgereel!.whenReady(5000));
  const faces = await page.evaluate(() =>
    [...document.fonts].map(({ family, weight, status }) => `${family} ${weight} ${status}`),
  );
  expect(faces.map((face) => face.replaceAll('"', ''))).toEqual(
    expect.arrayContaining(['SF Mono 100 800 loaded', 'Brand 700 loaded']),
  );
  expect(await page.evaluate(() => window.__edgereel!.describe().fonts)).toMatchObject([
    { family: 'SF Mono', state: 'available', standIn: { family: 'JetBrains Mono' } },
    { family: 'Brand', state: 'available', standIn: { name: 'SFMono-Bold', family: 'JetBrains Mono' } },
  ]);
  expect(await page.evaluate(() => document.querySelectorAll('link[href*="googleapis"]').length)).toBe(0);
});
