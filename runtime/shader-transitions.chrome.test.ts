/**
 * The format's own library of shader transitions in a preview. How it renders is in `test/compositions/shader-transitions`.
 * @module
 */
import { readFile } from 'node:fs/promises';
import type { Frame, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { preparePage } from '#contracts/page.ts';
import { launchBrowser, type TestBrowser } from './testing/open-page.ts';

const LIBRARY = new URL('../node_modules/@hyperframes/shader-transitions/dist/index.global.js', import.meta.url);

let browser: TestBrowser;
let library: Buffer;
beforeAll(async () => {
  browser = await launchBrowser(['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader']);
  library = await readFile(LIBRARY);
});
afterAll(() => browser[Symbol.asyncDispose]());

const HTML = `<!doctype html><html><head><style>body { margin: 0 } .scene { position: absolute; width: 160px; height: 90px }</style></head><body>
  <div data-composition-id="main" data-width="160" data-height="90" data-duration="2">
    <div class="scene" id="a" style="background: #f00"></div><div class="scene" id="b" style="background: #00f"></div>
    <script src="/gsap.js"></script><script src="/shaders.js"></script><script>
      const tl = gsap.timeline({ paused: true }).to({}, { duration: 2 });
      HyperShader.init({ bgColor: '#000', scenes: ['a', 'b'], timeline: tl, previewCaptureFps: 5,
        transitions: [{ time: 0.5, shader: 'cross-warp-morph', duration: 1, ease: 'none' }] });
      window.__timelines.main = tl;
    </script>
  </div></body></html>`;

const whenCaptured = (page: Page | Frame) =>
  page.waitForFunction('Object.values(window.__hf?.shaderTransitions ?? {}).some(({ ready }) => ready)', {
    polling: 100,
    timeout: 60_000,
  });

async function colorAt(page: Page, target: Page | Frame, seconds: number): Promise<number[]> {
  await target.evaluate(`__player.seek(${seconds})`);
  const picture = await page.screenshot({ encoding: 'base64', clip: { x: 20, y: 20, width: 1, height: 1 } });
  return page.evaluate(async (base64) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
    const context = new OffscreenCanvas(1, 1).getContext('2d')!;
    context.drawImage(image, 0, 0);
    return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
  }, picture);
}

test('a preview takes the pictures of the scenes and shows the shader', async () => {
  const page = await browser.open(HTML, { setup: { mode: 'preview' }, files: { '/shaders.js': library } });
  await whenCaptured(page);
  // The library's notice that it is at work fades away.
  await expect.poll(() => colorAt(page, page, 0.2)).toEqual([255, 0, 0]);
  expect(await colorAt(page, page, 1.8)).toEqual([0, 0, 255]);
  await colorAt(page, page, 1);
  expect(await page.$eval('#gl-canvas', (canvas) => (canvas as HTMLElement).style.display)).not.toBe('none');
});

test('in a frame without an origin the library fades, and the parent is told', async () => {
  const composition = preparePage(HTML, { variables: {}, mode: 'preview', fps: { num: 30, den: 1 } });
  const page = await browser.open(
    `<!doctype html><body style="margin: 0"><script>
       window.codes = []; addEventListener('message', ({ data }) => data.type === 'diagnostic' && codes.push(data.code))
     </script><iframe sandbox="allow-scripts" src="/composition.html" style="border: 0"></iframe></body>`,
    { isHost: true, files: { '/composition.html': composition, '/shaders.js': library } },
  );
  const frame = await page.waitForFrame((candidate) => candidate.url().endsWith('/composition.html'));
  await whenCaptured(frame);
  await page.waitForFunction('codes.length > 0', { polling: 100 });
  expect(await page.evaluate('codes')).toEqual(['shader-transitions']);
  await expect.poll(() => colorAt(page, frame, 0.2)).toEqual([255, 0, 0]);
  expect(await colorAt(page, frame, 1.8)).toEqual([0, 0, 255]);
});
