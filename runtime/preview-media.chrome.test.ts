/**
 * Native video and sound of a preview keep in step with its player.
 * @module
 */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { numberedClip } from '../container/testing/numbered-clip.ts';
import { launchBrowser, type TestBrowser } from './testing/open-page.ts';

let browser: TestBrowser;
/** As an address in which a browser can seek without a server's help. */
let source: string;
beforeAll(async () => {
  const encode = '-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -pix_fmt yuv420p'.split(' ');
  const clip = await numberedClip(process.env['EDGEREEL_FFMPEG'] ?? 'ffmpeg', {
    frames: 60,
    name: 'clip.webm',
    encode,
  });
  source = `data:video/webm;base64,${clip.toString('base64')}`;
  browser = await launchBrowser(['--autoplay-policy=no-user-gesture-required']);
});
afterAll(() => browser?.[Symbol.asyncDispose]());

interface State {
  time: number;
  paused: boolean;
  rate: number;
  volume: number;
  muted: boolean;
}

async function openPreview(media: string): Promise<Page> {
  const page = await browser.open(
    `<!doctype html><html><head></head><body><div data-composition-id="main" data-width="320" data-height="180" data-duration="60" data-no-timeline>${media}</div></body></html>`,
    { setup: { mode: 'preview' } },
  );
  await page.evaluate('window.__edgereel.whenReady(10_000)');
  return page;
}

const stateOf = (page: Page): Promise<State> =>
  page.$eval('video', (video) => {
    const { currentTime: time, paused, playbackRate: rate, volume, muted } = video;
    return { time, paused, rate, volume, muted };
  });

async function whenAt(page: Page, seconds: number): Promise<State> {
  await page.waitForFunction(`!document.querySelector('video').seeking`, { polling: 20, timeout: 10_000 });
  const state = await stateOf(page);
  expect(state.time).toBeCloseTo(seconds, 2);
  return state;
}

test('a seek puts a video at its source time, held at its end and waiting at its beginning', async () => {
  const page = await openPreview(
    `<video src="${source}" data-start="1" data-duration="2.5" data-media-start="0.5" data-playback-rate="2" muted></video>`,
  );
  await page.evaluate('__player.seek(0)');
  await whenAt(page, 0.5);
  await page.evaluate('__player.seek(1.5)');
  expect(await whenAt(page, 1.5)).toMatchObject({ paused: true });
  await page.evaluate('__player.seek(3)');
  await whenAt(page, await page.$eval('video', (video) => video.duration));
});

test('a video plays inside its window while the player plays, at the rate and loudness of both', async () => {
  const page = await openPreview(
    `<video src="${source}" data-start="0" data-duration="50" loop data-volume="0.5"></video>`,
  );
  await page.evaluate('__player.setPlaybackRate(2); __player.setVolume(0.5); __player.play()');
  await page.waitForFunction(`document.querySelector('video').currentTime > 0.3`, { polling: 20, timeout: 20_000 });
  expect(await stateOf(page)).toMatchObject({ paused: false, rate: 2, volume: 0.25, muted: false });
  await page.evaluate('__player.setMuted(true)');
  expect(await stateOf(page)).toMatchObject({ muted: true });
  await page.evaluate('__player.pause()');
  expect(await stateOf(page)).toMatchObject({ paused: true });
  await page.evaluate('__player.seek(55)');
  expect(await whenAt(page, 0)).toMatchObject({ paused: true });
  await page.evaluate('__player.play()');
  expect(await stateOf(page)).toMatchObject({ paused: true });
});

test('what the author has muted stays so', async () => {
  const page = await openPreview(`<video src="${source}" data-start="0" muted></video>`);
  await page.evaluate('__player.setMuted(true); __player.setMuted(false)');
  expect(await stateOf(page)).toMatchObject({ muted: true });
});
