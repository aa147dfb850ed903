/**
 * How often a page that draws its frames itself has to draw: one such frame may cost seconds.
 * @module
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { captureFrames } from '../../container/capture/capture-frames.ts';
import { composition } from '../../container/testing/compositions.ts';
import { startTestNode, type TestNode } from '../../container/testing/engine-fixture.ts';

const FPS = { num: 30, den: 1 };
const FRAMES = 15;

let node: TestNode;
beforeAll(async () => {
  node = await startTestNode();
});
afterAll(() => node[Symbol.asyncDispose]());

/** A page that counts its WebGL draws and reports each one by `tell`. A draw that is held back raises no WebGL error and is not counted. */
const drawing = (tell: string, { loop = false, before = '' } = {}): string =>
  composition(
    `<canvas width="16" height="16"></canvas><script>
      const gl = document.querySelector('canvas').getContext('webgl2');
      let draws = 0;
      function draw() {
        gl.drawArrays(0xbad, 0, 3);
        if (gl.getError() === gl.NO_ERROR) return;
        draws++;
        ${tell}
      }
      ${before}
      ${loop ? 'requestAnimationFrame(function step() { draw(); requestAnimationFrame(step); });' : "addEventListener('hf-seek', draw);"}
    </script>`,
    { durationSeconds: FRAMES / 30 },
  );
const BY_WEB = `fetch('https://count.example/' + draws).catch(() => {});`;
const BY_ATTRIBUTE = `document.querySelector('[data-composition-id]').dataset.compositionVariables = draws;`;

/** Draws that a plan causes, in the look that draws most. */
async function drawsOfPlan(site: string, isEstimated: boolean): Promise<{ draws: number; painting: string | null }> {
  const asked = new Set<string>();
  node.artifacts.web = async (url) => {
    asked.add(url);
    return { body: Buffer.from('{}'), contentType: 'application/json' };
  };
  const { planHash } = await node.plan(site, { isEstimated });
  return { draws: asked.size, painting: node.planOf(planHash).painting };
}

test('a plan draws none of it, and for an estimate no more than a tenth', async () => {
  expect(await drawsOfPlan(drawing(BY_WEB), false)).toEqual({ draws: 0, painting: null });
  expect(await drawsOfPlan(drawing(BY_WEB), true)).toEqual({ draws: 1, painting: null });
});

test('a page that reads what it draws is drawn in a plan too', async () => {
  const reading = drawing(BY_WEB, {
    before: `gl.clear(gl.COLOR_BUFFER_BIT); draw(); gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));`,
  });
  expect((await drawsOfPlan(reading, false)).draws).toBeGreaterThan(1);
});

test.each([
  ['by each seek', {}, 2],
  ['by callbacks of frames', { loop: true }, 3],
])('a chunk draws each frame once, and few before the first: %s', async (_how, how, before) => {
  await using page = await node.openPage(drawing(BY_ATTRIBUTE, how), { fps: FPS });
  const pictures = await Array.fromAsync(captureFrames(page, { startFrame: 0, endFrame: FRAMES, fps: FPS }));
  expect(pictures).toHaveLength(FRAMES);
  const { variables } = await page.describe();
  const draws = Math.max(...variables.map(Number));
  expect(draws).toBeGreaterThanOrEqual(FRAMES);
  expect(draws).toBeLessThanOrEqual(FRAMES - 1 + before);
});
