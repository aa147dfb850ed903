/**
 * WebGL in the real Chrome: which renderer draws it, the same bytes wherever a chunk begins, and what happens when a context is lost.
 * @module
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { captureFrames } from '../../container/capture/capture-frames.ts';
import { composition } from '../../container/testing/compositions.ts';
import { startTestNode, type SiteSource, type TestNode } from '../../container/testing/engine-fixture.ts';

const FPS = { num: 30, den: 1 };
const THREE = join(import.meta.dirname, '../../node_modules/three/build');

let node: TestNode;
beforeAll(async () => {
  node = await startTestNode();
});
afterAll(async () => {
  await node?.[Symbol.asyncDispose]();
});

/** A lit knot that turns. */
async function knot(): Promise<SiteSource> {
  const scene = `<canvas width="320" height="180"></canvas><script type="module">
    import * as THREE from './three.module.js';
    const renderer = new THREE.WebGLRenderer({ canvas: document.querySelector('canvas'), antialias: true });
    const camera = new THREE.PerspectiveCamera(50, 16 / 9, 0.1, 100);
    camera.position.z = 5;
    const scene = new THREE.Scene();
    const light = new THREE.DirectionalLight('#fff', 3);
    light.position.set(1, 2, 3);
    const knot = new THREE.Mesh(new THREE.TorusKnotGeometry(1, 0.35, 96, 16), new THREE.MeshStandardMaterial({ color: '#4af' }));
    scene.add(light, knot);
    window.addEventListener('hf-seek', ({ detail }) => {
      knot.rotation.set(detail.time, detail.time * 2, 0);
      renderer.render(scene, camera);
    });
  </script>`;
  return {
    'index.html': composition(scene),
    'three.module.js': await readFile(join(THREE, 'three.module.js')),
    'three.core.js': await readFile(join(THREE, 'three.core.js')),
  };
}

async function capture(site: SiteSource, startFrame: number, endFrame: number): Promise<Buffer[]> {
  await using page = await node.openPage(site, { fps: FPS });
  return await Array.fromAsync(captureFrames(page, { startFrame, endFrame, fps: FPS }));
}

test('is drawn by SwiftShader, and asked for only by pages that use it', async () => {
  await using scene = await node.openPage(await knot(), {});
  expect((await scene.describe()).webgl).toEqual({
    vendor: 'Google Inc. (Google)',
    renderer: expect.stringContaining('SwiftShader') as string,
  });
  await using plain = await node.openPage(composition('<canvas></canvas>'), {});
  expect((await plain.describe()).webgl).toBeNull();
});

test('gives the same bytes wherever a chunk begins, and in every fresh page', async () => {
  const site = await knot();
  const whole = await capture(site, 0, 12);
  expect(new Set(whole.map((picture) => picture.toString('base64'))).size).toBe(12);
  expect(await capture(site, 0, 12)).toEqual(whole);
  expect(await capture(site, 6, 12)).toEqual(whole.slice(6));
});

test('a canvas that lost its context fails the plan', async () => {
  const canvases = Array.from({ length: 18 }, () => '<canvas width="16" height="16"></canvas>').join('');
  const site = composition(
    `${canvases}<script>for (const canvas of document.querySelectorAll('canvas')) canvas.getContext('webgl');</script>`,
  );
  await expect(node.plan(site)).rejects.toMatchObject({ code: 'WEBGL_CONTEXT_LOST', details: { canvases: 2 } });
});
