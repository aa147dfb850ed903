/**
 * The bytes depend on the input alone: not on how many nodes there are, how much runs at once, what dies on the way, or which call renders.
 * @module
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NodeReadiness } from '#contracts/protocol.ts';
import { isFinal, type RenderView } from '#contracts/render.ts';
import { createClient } from '../../client/client.ts';
import { descendantsOf } from '../../container/testing/process-tree.ts';
import { isAlive } from '../../local/processes.mjs';
import type { LocalNode } from '../../local/local-node.ts';
import { startLocalSystem, type LocalSystemOptions } from '../../local/start-system.ts';
import { buildEngine } from '../../scripts/build.ts';

/** Twelve chunks, with everything that could leak from one frame into the next: GSAP-free clock loops, CSS animations, blur, shadows. */
const COMPOSITION = `<!doctype html><html><head><style>
  body { margin: 0; background: linear-gradient(120deg, #123, #456) }
  .ball { position: absolute; width: 90px; height: 90px; border-radius: 50%; background: radial-gradient(#fff, #f60); box-shadow: 0 12px 30px #000a }
  .spin { animation: spin 1.3s linear infinite; left: 280px; top: 130px }
  @keyframes spin { to { transform: rotate(1turn) translateX(60px) } }
  h1 { position: absolute; left: 20px; top: 10px; font: 700 40px Inter; color: #fff }
</style></head><body>
<div data-composition-id="main" data-width="640" data-height="360" data-duration="6" data-no-timeline>
  <div class="ball spin"></div><div class="ball" id="loop"></div>
  <h1 data-start="1.25" data-duration="3.5">Same bytes</h1>
</div>
<script>
  const loop = document.getElementById('loop');
  const step = (now) => { loop.style.transform = 'translate(' + (now / 12) + 'px, ' + 120 * Math.abs(Math.sin(now / 300)) + 'px)'; requestAnimationFrame(step); };
  requestAnimationFrame(step);
</script></body></html>`;
const REQUEST = { composition: COMPOSITION, chunkSize: 15 } as const;
const CHUNKS = 12;

const folders: string[] = [];
let reference: string;

async function render(
  options: Partial<LocalSystemOptions>,
  request: { maxParallelChunks?: number } = {},
  onView: (view: RenderView, system: Awaited<ReturnType<typeof startLocalSystem>>) => void = () => {},
): Promise<RenderView> {
  const dataDir = await mkdtemp(join(tmpdir(), 'edgereel-bytes-'));
  folders.push(dataDir);
  await using system = await startLocalSystem({ ...options, built: buildEngine(), dataDir });
  const client = createClient({ baseUrl: system.url });
  const { id } = await client.createRender({ ...REQUEST, ...request });
  for await (const view of client.followRender(id)) {
    onView(view, system);
    if (isFinal(view.status)) {
      expect(view.error).toBeNull();
      return view;
    }
  }
  throw new Error('The render never ended.');
}

beforeAll(async () => {
  const view = await render({ nodes: 1 });
  expect(view.output).toMatchObject({ frames: 180, width: 640, height: 360 });
  expect(view.progress.chunksTotal).toBe(CHUNKS);
  reference = view.output!.sha256;
});
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

test.for([
  ['four nodes', { nodes: 4 }, {}],
  ['two nodes, one chunk at a time', { nodes: 2 }, { maxParallelChunks: 1 }],
  ['two nodes, sixteen chunks at a time', { nodes: 2 }, { maxParallelChunks: 16 }],
  ['one call for the whole render', { nodes: 1, vars: { WHOLE_RENDER_MAX_SECONDS: '3600' } }, {}],
] as const)('%s give the same file', async ([, options, request]) => {
  const view = await render(options, request);
  expect(view.attempts).toEqual([]);
  expect(view.output?.sha256).toBe(reference);
});

test('a node that is killed while it renders changes nothing', async () => {
  const secret = 'known-to-the-test';
  const options = { nodes: 2, vars: { RENDER_NODE_SECRET: secret }, nodeEnv: { EDGEREEL_NODE_SECRET: secret } };
  let killing: Promise<void> | undefined;
  const view = await render(options, {}, ({ progress, attempts }, system) => {
    // A call may end in the moment between question and kill; then the next event kills again.
    if (progress.chunksDone < 3 || attempts.length > 0) return;
    killing ??= killBusyNode(system.nodes, secret).finally(() => (killing = undefined));
  });
  expect(view.attempts.map((attempt) => attempt.code)).toContain('NODE_LOST');
  expect(view.output?.sha256).toBe(reference);
});

test('a Worker that dies while it renders comes back with what it knew, and changes nothing', async () => {
  let killing: Promise<number> | undefined;
  const view = await render({ nodes: 2 }, {}, ({ progress }) => {
    if (progress.chunksDone >= 3) killing ??= killWorker();
  });
  expect(killing).toBeDefined();
  expect(isAlive((await killing)!)).toBe(false);
  expect(view.output?.sha256).toBe(reference);
});

/** Returns its process id. */
async function killWorker(): Promise<number> {
  const processes = await descendantsOf(process.pid);
  const { pid } = processes.find(({ command }) => /workerd\S* serve/.test(command))!;
  process.kill(pid, 'SIGKILL');
  return pid;
}

/** Kills the first node that says it has a call under way, if any does. */
async function killBusyNode(nodes: readonly LocalNode[], secret: string): Promise<void> {
  for (const { pid, url } of nodes) {
    const headers = { authorization: `Bearer ${secret}` };
    const readiness = await fetch(`${url}/readyz`, { headers }).then(
      (response) => response.json(),
      () => null,
    );
    if (NodeReadiness.safeParse(readiness).data?.slotsBusy) return void process.kill(pid, 'SIGKILL');
  }
}
