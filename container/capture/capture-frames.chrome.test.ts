import { createServer, type AddressInfo } from 'node:net';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { frameTime } from '#contracts/fps.ts';
import { ANIMATED, composition, numberedFrames, readFrameNumber, WIDTH } from '../testing/compositions.ts';
import { makeDecoder, type Decoder } from '../testing/decode.ts';
import { startTestNode, type SiteSource, type TestNode } from '../testing/engine-fixture.ts';
import { captureFrames } from './capture-frames.ts';

const FPS = { num: 30, den: 1 };
const NTSC_FILM = { num: 24000, den: 1001 };

let node: TestNode;
let decoder: Decoder;
beforeAll(async () => {
  node = await startTestNode();
  decoder = makeDecoder(node.engine.ffmpegPath);
});
afterAll(() => node[Symbol.asyncDispose]());

/** JPEGs one behind the other are a film to FFmpeg. */
const toGray = (pictures: Buffer[]) => decoder.frames(Buffer.concat(pictures), 'gray');

/** Pictures of frames `[startFrame, endFrame)` from a fresh page. */
async function capture(site: SiteSource, startFrame: number, endFrame: number, fps = FPS): Promise<Buffer[]> {
  await using page = await node.openPage(site, { fps });
  return await Array.fromAsync(captureFrames(page, { startFrame, endFrame, fps }));
}

describe('a captured frame', () => {
  it('shows the time that was sought, in any order', async () => {
    await using page = await node.openPage(numberedFrames(60), {});
    const pictures: Buffer[] = [];
    const order = [0, 1, 59, 2, 30, 29, 31, 0, 58, 17];
    for (const [i, frame] of order.entries()) {
      await page.seek(frameTime(frame, FPS));
      // Chrome's clock rises, whatever is shown.
      pictures.push(await page.clock.draw(frameTime(i, FPS)));
    }
    expect((await toGray(pictures)).map((picture) => readFrameNumber(picture))).toEqual(order);
  });

  it('shows a clip from its first frame to the one before its end', async () => {
    const site = composition(
      '<p data-start="0.5" data-duration="0.5"></p><p data-start="1" data-duration="0.5" style="left:160px"></p>',
      { durationSeconds: 2, style: 'p{position:absolute;margin:0;width:160px;height:180px;background:#fff}' },
    );
    const pictures = await toGray(await capture(site, 13, 47));
    const visible = (x: number) => pictures.flatMap((picture, i) => (picture[90 * WIDTH + x]! > 128 ? [i + 13] : []));
    const range = (start: number, end: number) => Array.from({ length: end - start }, (_, i) => start + i);
    expect(visible(80)).toEqual(range(15, 30));
    expect(visible(240)).toEqual(range(30, 45));
  });

  it('keeps clip edges where they are at a rational frame rate', async () => {
    // 12 frames of 1001/24000 s are 0.5005 s.
    const site = composition('<p data-start="0.5005" data-duration="0.5005"></p>', {
      durationSeconds: 2,
      style: 'p{position:absolute;inset:0;margin:0;background:#fff}',
    });
    const pictures = await toGray(await capture(site, 10, 26, NTSC_FILM));
    expect(pictures.flatMap((picture, i) => (picture[90 * WIDTH + 160]! > 128 ? [i + 10] : []))).toEqual([
      12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23,
    ]);
  });

  it('is still to be had after hundreds of unseen ones', async () => {
    await using page = await node.openPage(numberedFrames(60), {});
    for (let i = 0; i < 300; i++) await page.clock.tick();
    await page.seek(frameTime(7, FPS));
    expect((await toGray([await page.clock.draw(0)])).map((picture) => readFrameNumber(picture))).toEqual([7]);
  });

  it('stays the same picture while nothing moves', async () => {
    const pictures = await capture(composition('<h1 style="color:#fff">Still</h1>'), 0, 4);
    expect(new Set(pictures.map((picture) => picture.toString('base64'))).size).toBe(1);
  });

  it('is read back only where something has changed, and looks as if it always were', async () => {
    const site = composition(
      '<p data-start="0.2" data-duration="0.2"></p><p data-start="0.5" data-duration="0.5" style="left:160px"></p>',
      { durationSeconds: 1, style: 'p{position:absolute;margin:0;width:160px;height:180px;background:#fff}' },
    );
    await using holding = await node.openPage(site, { fps: FPS });
    const reading = vi.spyOn(holding.clock, 'draw');
    const pictures = await Array.fromAsync(captureFrames(holding, { startFrame: 0, endFrame: 30, fps: FPS }));
    // Each of the four pictures until it has come three times.
    expect(reading).toHaveBeenCalledTimes(4 * 3);

    await using page = await node.openPage(site, { fps: FPS });
    for (const [frame, picture] of pictures.entries()) {
      await page.seek(frameTime(frame, FPS));
      expect(picture.equals(await page.clock.draw(frameTime(frame, FPS))), `frame ${frame}`).toBe(true);
    }
  });
});

describe('a frame at a chunk’s start is the frame of a longer run, byte for byte:', () => {
  const gsap = async () => ({
    'index.html': ANIMATED.gsap('gsap.min.js'),
    'gsap.min.js': await readFile(createRequire(import.meta.url).resolve('gsap/dist/gsap.min.js')),
  });
  it.each<[string, () => SiteSource | Promise<SiteSource>]>([
    ['numbers', () => numberedFrames(60)],
    ['GSAP', gsap],
    ['CSS animations', () => ANIMATED.css()],
    ['WAAPI', () => ANIMATED.waapi()],
  ])('%s', async (_what, make) => {
    const site = await make();
    const whole = await capture(site, 0, 36);
    const chunks = [
      ...(await capture(site, 0, 12)),
      ...(await capture(site, 12, 24)),
      ...(await capture(site, 24, 36)),
    ];
    expect(chunks.flatMap((picture, i) => (picture.equals(whole[i]!) ? [] : [i]))).toEqual([]);
    expect(new Set(whole.map((picture) => picture.toString('base64'))).size).toBe(36);
  });
});

/** A counting test picture as GIF. */
async function makeGif({ framesPerSecond, seconds }: { framesPerSecond: number; seconds: number }): Promise<Buffer> {
  const source = `testsrc=size=160x120:rate=${framesPerSecond}:duration=${seconds}`;
  const args = ['-v', 'error', '-f', 'lavfi', '-i', source, '-f', 'gif', 'pipe:1'];
  return (await promisify(execFile)(node.engine.ffmpegPath, args, { encoding: 'buffer' })).stdout;
}

describe('an animated image', () => {
  it('is the same wherever a chunk begins', async () => {
    const gif = await makeGif({ framesPerSecond: 10, seconds: 2 });
    const site = { 'index.html': composition('<img src="moving.gif">', { durationSeconds: 2 }), 'moving.gif': gif };
    const whole = await capture(site, 0, 45);
    const late = await capture(site, 30, 45);
    expect(late.flatMap((picture, i) => (picture.equals(whole[30 + i]!) ? [] : [30 + i]))).toEqual([]);
  });
});

describe('a page reaches no network', () => {
  it('by whatever means it tries', async () => {
    let connections = 0;
    const listener = createServer((socket) => {
      connections++;
      socket.destroy();
    });
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    const host = `127.0.0.1:${(listener.address() as AddressInfo).port}`;
    const site = composition(
      `<img src="http://${host}/image.png"><script>
        const settled = (target, ...events) => new Promise((resolve) => events.forEach((event) => target.addEventListener(event, resolve)));
        const worker = (code) => new Worker(URL.createObjectURL(new Blob([code])));
        const tries = [
          fetch('http://${host}/fetch'),
          fetch('http://localhost:${host.split(':')[1]}/name', { mode: 'no-cors' }),
          fetch('https://example.com/fetch'),
          settled(new WebSocket('ws://${host}/socket'), 'open', 'error'),
          settled(new EventSource('http://${host}/events'), 'open', 'error'),
          settled(Object.assign(new Image(), { src: 'https://example.com/image.png' }), 'load', 'error'),
          settled(document.body.appendChild(Object.assign(document.createElement('iframe'), { src: 'http://${host}/frame' })), 'load', 'error'),
          settled(worker("fetch('http://${host}/worker').finally(() => postMessage(0))"), 'message', 'error'),
          settled(worker("new WebSocket('ws://${host}/worker').onerror = () => postMessage(0)"), 'message', 'error'),
        ];
        navigator.sendBeacon('http://${host}/beacon');
        document.head.append(Object.assign(document.createElement('link'), { rel: 'preconnect', href: 'http://${host}' }));
        addEventListener('hf-seek', ({ detail }) => detail.waitUntil(Promise.allSettled(tries)));
      </script>`,
    );
    {
      await using page = await node.openPage(site, {});
      await page.seek(0);
      expect(page.missing.map((file) => file.url)).toEqual(
        expect.arrayContaining([
          `http://${host}/image.png`,
          `http://${host}/fetch`,
          'https://example.com/fetch',
          'https://example.com/image.png',
        ]),
      );
    }
    expect(connections).toBe(0);
    await fetch(`http://${host}/`).catch(() => {});
    expect(connections).toBe(1);
    listener.close();
  });
});
