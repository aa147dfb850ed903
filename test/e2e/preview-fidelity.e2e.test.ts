/**
 * What is previewed is what is captured: frames of the player beside the same frames of the rendered file.
 * @module
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CompositionEntry } from '#contracts/render.ts';
import { createClient, type Client } from '../../client/client.ts';
import { makeDecoder, psnr, type Decoder } from '../../container/testing/decode.ts';
import type { EdgereelPlayer } from '../../public/player/player-element.js';
import { startLocalSystem, type LocalSystem } from '../../local/start-system.ts';
import { buildEngine } from '../../scripts/build.ts';
import { ensureEngine } from '../../local/setup/ensure-engine.ts';

const SAMPLES = ['data-story', 'kinetic-titles', 'product-card'];
/** A time of a sparse rendering is one of the full rate, too, and there are fewer frames to wait for. */
const FPS = 5;
/** Looked at in each sample, evenly spread. */
const TIMES = 20;
/** In dB over luma and chroma: what the encoder takes at high quality, and no more. */
const MIN_PSNR = 42;
/** What tells a frame from its neighbour, in dB. */
const DIFFERENCE = 3;

let dataDir: string;
let system: LocalSystem;
let client: Client;
let browser: Browser;
let decoder: Decoder;
let compositions: CompositionEntry[];
/** The finished files by name; all are rendered side by side. */
let files: Map<string, Promise<Buffer>>;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'edgereel-fidelity-'));
  const engine = await ensureEngine();
  decoder = makeDecoder(engine.ffmpegPath);
  system = await startLocalSystem({ built: buildEngine(), dataDir, engine });
  client = createClient({ baseUrl: system.url });
  ({ compositions } = await client.listCompositions());
  files = new Map(SAMPLES.map((name) => [name, renderFile(name)]));
  browser = await puppeteer.launch({
    executablePath: engine.chromePath,
    headless: 'shell',
    // As the render node has them; glyphs are hinted for the screen otherwise.
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--font-render-hinting=none',
      '--force-color-profile=srgb',
      '--disable-lcd-text',
    ],
  });
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await system?.stop();
  if (dataDir) await rm(dataDir, { recursive: true, force: true });
});

test.each(SAMPLES)('%s looks the same in the player and in the file', async (name) => {
  const composition = compositions.find((entry) => entry.name === name)!;
  const frameCount = composition.durationSeconds * FPS;
  const frames = Array.from({ length: TIMES }, (_, i) => Math.floor(((i + 0.5) * frameCount) / TIMES));
  const file = (await files.get(name))!;
  const rendered = await decoder.frames(
    file,
    'yuv420p',
    frames.flatMap((frame) => [frame, frame + 1]),
  );
  expect(rendered).toHaveLength(2 * TIMES);
  const page = await openPlayer(composition);
  const seen: { frame: number; same: number; neighbour: number }[] = [];
  for (const [i, frame] of frames.entries()) {
    const picture = await previewAt(page, frame / FPS);
    const [same, neighbour] = rendered.slice(2 * i, 2 * i + 2).map((other) => psnr(picture, other)) as [number, number];
    seen.push({ frame, same, neighbour });
  }
  await page.close();

  expect(seen.filter(({ same }) => same < MIN_PSNR)).toEqual([]);
  // A picture of the wrong frame would be noticed: while things move, the frame itself is the better match.
  const moving = seen.filter(({ same, neighbour }) => neighbour < same - DIFFERENCE);
  expect(moving.length).toBeGreaterThan(TIMES / 2);
  expect(seen.filter(({ same, neighbour }) => neighbour > same + DIFFERENCE)).toEqual([]);
});

async function renderFile(name: string): Promise<Buffer> {
  const { id } = await client.createRender({ composition: name, quality: 'high', fps: String(FPS) });
  for await (const { status, error } of client.followRender(id))
    if (error) throw new Error(`${name} is ${status}: ${error.message}`);
  return Buffer.from(await (await client.fetchOutput(id)).arrayBuffer());
}

/** The player at the composition's own size on a page of another origin, as an embedding site has it. */
async function openPlayer({ name, width, height }: CompositionEntry): Promise<Page> {
  const page = await browser.newPage();
  await page.setViewport({ width, height, deviceScaleFactor: 1 });
  await page.setContent(`<style>body { margin: 0 } edgereel-player { --edgereel-radius: 0px }</style>
    <script type="module" src="${system.url}/player/edgereel-player.js"></script>
    <edgereel-player src="${system.url}/preview/${name}/index.html"></edgereel-player>`);
  await page.waitForFunction(() => document.querySelector<EdgereelPlayer>('edgereel-player')?.ready, {
    timeout: 60_000,
  });
  return page;
}

/** What the player shows at a time, once it has come to rest, sampled as the file is: fine coloured lines would differ otherwise. */
async function previewAt(page: Page, seconds: number): Promise<Buffer> {
  await page.$eval('edgereel-player', (player, time) => (player as EdgereelPlayer).seek(time), seconds);
  const inside = page.frames()[1]!;
  await expect
    .poll(() => inside.evaluate('__player.getTime()'), { timeout: 30_000, interval: 10 })
    .toBeCloseTo(seconds, 6);
  await inside.evaluate('__edgereel.whenSeeked()');
  let picture = await page.screenshot({ type: 'png' });
  for (;;) {
    const previous = picture;
    picture = await page.screenshot({ type: 'png' });
    if (Buffer.compare(previous, picture) === 0) break;
  }
  return decoder.sample(Buffer.from(picture));
}
