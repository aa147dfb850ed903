/**
 * A stream in the hands of players that ask for it before there is a plan, and stay to its end.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import puppeteer from 'puppeteer-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createClient, type Client } from '../../client/client.ts';
import { uploadSite } from '../../client/sites.ts';
import { numberedFrames } from '../../container/testing/compositions.ts';
import { makeTone } from '../../container/testing/sound.ts';
import { createSha256, listSite } from '../../local/read-site.ts';
import { ensureEngine, type EnginePaths } from '../../local/setup/ensure-engine.ts';
import { startLocalSystem, type LocalSystem } from '../../local/start-system.ts';
import { buildEngine } from '../../scripts/build.ts';
import { playStream } from '../support/play-stream.ts';

const run = promisify(execFile);

const FRAMES = 100;
const FPS = 20;
const SECONDS = FRAMES / FPS;
const CHUNK_FRAMES = 25;
const SAMPLES = SECONDS * 48_000;

let folder: string;
let engine: EnginePaths;
let system: LocalSystem;
let client: Client;
let siteId: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'edgereel-stream-'));
  engine = await ensureEngine();
  system = await startLocalSystem({ built: buildEngine(), nodes: 1, dataDir: join(folder, 'data'), engine });
  client = createClient({ baseUrl: system.url });
  const site = join(folder, 'site');
  await mkdir(site);
  // Each frame takes a while, so that a player can overtake the render.
  const slow = `<audio src="tone.m4a" data-start="0"></audio><script>
    addEventListener('hf-seek', () => { for (let i = (window.sum = 0); i < 3e5; i++) sum += Math.sin(i); });
  </script></body>`;
  await writeFile(join(site, 'index.html'), numberedFrames(FRAMES, { num: FPS, den: 1 }).replace('</body>', slow));
  await writeFile(join(site, 'tone.m4a'), await makeTone(engine.ffmpegPath, 'aac', { samples: SAMPLES, from: 0 }));
  siteId = await uploadSite(client, await listSite(site), createSha256);
});
afterAll(async () => {
  await system?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A render that has just been asked for. Another rate gives a plan of its own, which no earlier test has chunks of. */
async function startStream(crf: number): Promise<{ id: string; url: string }> {
  const { id, status, links } = await client.createRender({
    composition: siteId,
    format: 'hls',
    chunkSize: CHUNK_FRAMES,
    crf,
    maxParallelChunks: 1,
  });
  expect(status).toBe('queued');
  return { id, url: links.playlist! };
}

test('hls.js plays it from its first frame while it is rendered, sound and all', async () => {
  const browser = await puppeteer.launch({
    executablePath: engine.chromePath,
    headless: 'shell',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const page = await browser.newPage();
    await page.goto(`${system.url}/healthz`);
    await page.addScriptTag({ path: createRequire(import.meta.url).resolve('hls.js/dist/hls.min.js') });
    const { id, url } = await startStream(20);
    const { startSeconds, endSeconds, durationSeconds, ...watched } = await page.evaluate(playStream, url);
    expect(watched).toEqual({
      wasGrowing: true,
      frames: FRAMES,
      soundTracks: 1,
      media: ['audio', 'main'],
      complaints: [],
    });
    expect(startSeconds).toBeLessThan(0.2);
    expect(Math.abs(durationSeconds - SECONDS)).toBeLessThan(0.05);
    expect(endSeconds).toBe(durationSeconds);
    expect(await client.readRender(id)).toMatchObject({ status: 'completed' });
  } finally {
    await browser.close();
  }
});

test('FFmpeg reads every frame and all sound of it, whether it comes early or late', async () => {
  const { url } = await startStream(21);
  const early = readPackets(url);
  early.catch(() => {});
  await vi.waitFor(async () => expect(namesIn((await readList(url, 'video.m3u8')).text)).toHaveLength(3), {
    timeout: 120_000,
  });
  for (const packets of [await readPackets(url), await early]) {
    const [video, audio] = ['video', 'audio'].map((wanted) => packets.filter(({ kind }) => kind === wanted));
    expect(video!.map(({ seconds }) => Math.round(seconds * FPS)).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: FRAMES }, (_, frame) => frame),
    );
    // An encoder's delay stands before the sound.
    for (const [i, { seconds }] of audio!.entries()) expect(seconds).toBeCloseTo((1024 / 48_000) * (i - 1), 3);
    expect(audio!.at(-1)!.seconds + 1024 / 48_000).toBeGreaterThanOrEqual(SECONDS);
  }
});

interface Packet {
  kind: string;
  seconds: number;
}

/** What FFmpeg gets out of a stream until it ends. */
async function readPackets(url: string): Promise<Packet[]> {
  const entries = ['-show_entries', 'packet=codec_type,pts_time', '-of', 'csv=p=0'];
  const { stdout, stderr } = await run(engine.ffprobePath, ['-v', 'error', ...entries, url]);
  expect(stderr).toBe('');
  return stdout
    .trim()
    .split('\n')
    .map((line) => line.split(','))
    .map(([kind, seconds]) => ({ kind: kind!, seconds: Number(seconds) }));
}

test('a list only grows, and what it names is there', async () => {
  const { id, url } = await startStream(22);
  const master = (await readList(url, 'master.m3u8')).text;
  const seen = await Promise.all(
    ['video.m3u8', 'audio.m3u8'].map(async (file) => {
      const states: string[] = [];
      do {
        const { status, text } = await readList(url, file);
        expect(status).toBe(200);
        if (text !== states.at(-1)) await expectMedia(url, text);
        states.push(text);
        await delay(50);
      } while (!states.at(-1)!.includes('#EXT-X-ENDLIST'));
      await vi.waitFor(async () => expect((await client.readRender(id)).status).toBe('completed'), { timeout: 60_000 });
      return [...new Set([...states, (await readList(url, file)).text])];
    }),
  );
  for (const states of seen) {
    expect(states.length).toBeGreaterThan(2);
    expect(namesIn(states[0]!).length).toBeGreaterThan(0);
    for (const [i, state] of states.slice(1).entries()) expect(state.startsWith(states[i]!)).toBe(true);
    const target = Number(/TARGETDURATION:(\d+)/.exec(states[0]!)![1]);
    const durations = [...states.at(-1)!.matchAll(/#EXTINF:([\d.]+)/g)].map(([, seconds]) => Number(seconds));
    expect(durations.reduce((sum, seconds) => sum + seconds)).toBeCloseTo(SECONDS, 3);
    expect(Math.max(...durations)).toBeLessThanOrEqual(target);
  }
  // What a player is told first holds to the end, but for the rate, which is a bound until then.
  const facts = /RESOLUTION=.*/;
  const last = (await readList(url, 'master.m3u8')).text;
  expect(facts.exec(master)![0]).toBe(facts.exec(last)![0]);
  const media = /#EXT-X-MEDIA:.*/;
  expect(media.exec(master)![0]).toBe(media.exec(last)![0]);
});

async function readList(url: string, file: string): Promise<{ status: number; text: string }> {
  const response = await fetch(url.replace('master.m3u8', file));
  return { status: response.status, text: await response.text() };
}

const namesIn = (list: string): string[] => list.split('\n').filter((line) => line !== '' && !line.startsWith('#'));

async function expectMedia(url: string, list: string): Promise<void> {
  for (const name of [/URI="([^"]+)"/.exec(list)![1]!, ...namesIn(list)])
    expect((await fetch(new URL(name, url), { method: 'HEAD' })).status).toBe(200);
}
