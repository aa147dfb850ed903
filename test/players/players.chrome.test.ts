/**
 * Chrome as a player of what the engine makes: each file plays, and shows the right frame wherever it is sought.
 */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AAC_CODEC } from '#contracts/stream.ts';
import { numberedFrames, readFrameNumber, WIDTH, HEIGHT } from '../../container/testing/compositions.ts';
import { startTestNode, type TestNode } from '../../container/testing/engine-fixture.ts';
import { addSound, makeTone } from '../../container/testing/sound.ts';
import { launchBrowser, type TestBrowser } from '../../runtime/testing/open-page.ts';
import { pixelsAt } from '../support/pixels-at.ts';

const FRAMES = 40;
const FPS = 20;
const SOUGHT = [0, 7, 19, 20, 39];

let node: TestNode;
let browser: TestBrowser;

beforeAll(async () => {
  node = await startTestNode();
  browser = await launchBrowser(['--autoplay-policy=no-user-gesture-required']);
});
afterAll(async () => {
  await browser?.[Symbol.asyncDispose]();
  await node?.[Symbol.asyncDispose]();
});

const film = () => numberedFrames(FRAMES, { num: FPS, den: 1 });

it.each([
  ['mp4', 'video/mp4'],
  ['webm', 'video/webm'],
] as const)('%s plays and seeks', async (format, type) => {
  // The numbers are read against a ground, which a film with alpha leaves to the page.
  const output = await node.render(film(), { format, chunkSize: 10 });
  const page = await browser.open(HOST, { isHost: true, files: { '/film': output } });
  await page.evaluate(async (kind) => {
    const blob = new Blob([await (await fetch('/film')).arrayBuffer()], { type: kind });
    document.querySelector('video')!.src = URL.createObjectURL(blob);
  }, type);
  await expectFilm(page);
});

it('hls plays and seeks through Media Source Extensions, sound and all', async () => {
  const samples = (FRAMES * 48_000) / FPS;
  const bytes = await makeTone(node.engine.ffmpegPath, 'aac', { samples, from: 0 });
  const silent = await node.plan(film(), { format: 'hls', chunkSize: 10 });
  const { planHash } = await addSound(node, silent.planHash, { bytes, codec: 'aac', samples });
  await node.renderWhole(planHash);
  const files: Record<string, Buffer> = { '/master.m3u8': node.object('output.m3u8') };
  const prefix = 'renders/main/r1/stream/';
  for (const [key, object] of node.artifacts.objects)
    if (key.startsWith(prefix)) files[`/stream/${key.slice(prefix.length)}`] = object;
  const page = await browser.open(HOST, { isHost: true, files });
  const codecs = await page.evaluate(playStream);
  expect(codecs).toMatch(new RegExp(`^avc1\\.64[0-9a-f]{4},${AAC_CODEC}$`));
  await expectFilm(page);
});

const HOST = `<!doctype html><style>body{margin:0;background:#000}</style><video muted width="${WIDTH}" height="${HEIGHT}"></video>`;

async function expectFilm(page: Page): Promise<void> {
  const facts = await page.$eval('video', async (video) => {
    if (video.readyState < HTMLMediaElement.HAVE_METADATA)
      await new Promise((resolve, reject) => {
        video.addEventListener('loadedmetadata', resolve, { once: true });
        video.addEventListener('error', () => reject(new Error(video.error?.message)), { once: true });
      });
    return { width: video.videoWidth, height: video.videoHeight, duration: video.duration };
  });
  expect(facts).toMatchObject({ width: WIDTH, height: HEIGHT });
  expect(Math.abs(facts.duration - FRAMES / FPS)).toBeLessThan(0.05);
  for (const frame of SOUGHT) expect(await shownAt(page, (frame + 0.5) / FPS)).toBe(frame);
  const played = await page.$eval('video', async (video) => {
    video.currentTime = 0;
    await video.play();
    while (video.currentTime < 0.2) await new Promise((resolve) => setTimeout(resolve, 20));
    video.pause();
    return video.currentTime;
  });
  expect(played).toBeGreaterThanOrEqual(0.2);
}

/** Number of the frame that is shown at a time. */
async function shownAt(page: Page, seconds: number): Promise<number> {
  const rgba = await page.$eval('video', pixelsAt, {
    seconds,
    fps: FPS,
    area: { x: 0, y: 0, width: WIDTH, height: HEIGHT },
  });
  return readFrameNumber(Buffer.from(rgba.filter((_, i) => i % 4 === 0)));
}

/** What a player does with the playlists, in the page. Returns the codecs. */
async function playStream(): Promise<string> {
  const text = async (url: string) => (await fetch(url)).text();
  const master = await text('/master.m3u8');
  const codecs = /CODECS="([^"]+)"/.exec(master)![1]!;
  const source = new MediaSource();
  document.querySelector('video')!.src = URL.createObjectURL(source);
  await new Promise((resolve) => source.addEventListener('sourceopen', resolve, { once: true }));
  const lists = { video: /^stream\/.*$/m.exec(master)![0], audio: /URI="([^"]+)"/.exec(master)![1]! };
  const [videoCodec, audioCodec] = codecs.split(',');
  // All buffers must be there before the first byte.
  const buffers = [
    { list: lists.video, buffer: source.addSourceBuffer(`video/mp4; codecs="${videoCodec}"`) },
    { list: lists.audio, buffer: source.addSourceBuffer(`audio/mp4; codecs="${audioCodec}"`) },
  ];
  for (const { list: address, buffer } of buffers) {
    const list = await text(`/${address}`);
    const init = /URI="([^"]+)"/.exec(list)![1]!;
    for (const name of [init, ...list.split('\n').filter((line) => line.endsWith('.m4s'))]) {
      const done = new Promise((resolve, reject) => {
        buffer.addEventListener('updateend', resolve, { once: true });
        buffer.addEventListener('error', () => reject(new Error(`${name} was refused`)), { once: true });
      });
      buffer.appendBuffer(await (await fetch(`/stream/${name}`)).arrayBuffer());
      await done;
    }
  }
  source.endOfStream();
  return codecs;
}
