/**
 * The real container: Worker → Durable Objects → container → R2, under `wrangler dev`.
 * @module
 */
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RenderView } from '#contracts/render.ts';
import { createClient } from '../../client/client.ts';
import { startLocalSystem } from '../../local/start-system.ts';
import { buildEngine } from '../../scripts/build.ts';
import { docker, inContainer, listRenderContainers, readContainerLogs } from '../support/docker.ts';
import { startWranglerDev, WRANGLER_DEV_KEY, type WranglerDev } from '../support/wrangler-dev.ts';

const SAMPLE = { composition: 'kinetic-titles' };
const MAX_IMAGE_BYTES = 1.2e9;

const folders: string[] = [];
async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'edgereel-docker-'));
  folders.push(path);
  return path;
}
afterAll(() => Promise.all(folders.map((path) => rm(path, { recursive: true, force: true }))));

const COUNT_INTERVAL_MS = 300;

/** Counts the running containers again and again until stopped. */
function countContainers(): { readonly most: number; stop(): Promise<void> } {
  const stopping = new AbortController();
  let most = 0;
  const counting = (async () => {
    while (!stopping.signal.aborted) {
      most = Math.max(most, (await listRenderContainers()).length);
      await delay(COUNT_INTERVAL_MS, undefined, { signal: stopping.signal }).catch(() => {});
    }
  })();
  return {
    get most() {
      return most;
    },
    stop() {
      stopping.abort();
      return counting;
    },
  };
}

interface Rendered {
  view: RenderView;
  /** Hash of the bytes as downloaded. */
  sha256: string;
  engine: unknown;
  /** Most containers seen running at once. */
  containers: number;
}

async function renderSample(url: string, key?: { apiKey: string }): Promise<Rendered> {
  const client = createClient({ baseUrl: url, ...key });
  const { id } = await client.createRender(SAMPLE);
  const count = countContainers();
  let view: RenderView | undefined;
  try {
    for await (view of client.followRender(id));
  } finally {
    await count.stop();
  }
  if (view?.status !== 'completed') console.error(await readContainerLogs());
  expect(view?.error).toBeNull();
  expect(view?.status).toBe('completed');
  const bytes = Buffer.from(await (await client.fetchOutput(id)).arrayBuffer());
  const manifest = (await (await fetch(new URL(view!.links.manifest, url))).json()) as { engine: unknown };
  return {
    view: view!,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    engine: manifest.engine,
    containers: count.most,
  };
}

describe('two containers in parallel', () => {
  let dev: WranglerDev;
  let rendered: Rendered;

  beforeAll(async () => {
    dev = await startWranglerDev(await folder(), { MAX_CONTAINERS: '2', WHOLE_RENDER_MAX_SECONDS: '0' });
    rendered = await renderSample(dev.url, { apiKey: WRANGLER_DEV_KEY });
  });
  afterAll(() => dev?.[Symbol.asyncDispose]());

  test('render the sample together', () => {
    expect(rendered.containers).toBe(2);
    expect(rendered.view.output).toMatchObject({
      frames: 300,
      width: 1920,
      height: 1080,
      fps: '30',
      sha256: rendered.sha256,
    });
  });

  test('hold no secret, no network, no rights', async () => {
    const [name] = await listRenderContainers();
    expect(await inContainer(name!, 'id -un')).toBe('node');
    expect(await inContainer(name!, 'cat /proc/1/comm')).toBe('tini');
    expect(await inContainer(name!, 'env')).not.toMatch(/secret|token|key/i);
    expect(await inContainer(name!, FETCH('http://example.com/'))).toBe('failed');
    // The artifacts host answers a lease's own address only.
    expect(await inContainer(name!, FETCH('http://other.artifacts.internal/sites/main/x.json'))).toBe('403');
  });

  test('come from an image that is small enough to start fast', async () => {
    const [name] = await listRenderContainers();
    const image = await docker('inspect', name!, '--format', '{{.Image}}');
    expect(Number(await docker('image', 'inspect', image, '--format', '{{.Size}}'))).toBeLessThan(MAX_IMAGE_BYTES);
  });

  test('give the bytes that one container gives', async () => {
    await dev[Symbol.asyncDispose]();
    await using alone = await startWranglerDev(await folder(), {
      MAX_CONTAINERS: '1',
      WHOLE_RENDER_MAX_SECONDS: '3600',
    });
    const single = await renderSample(alone.url, { apiKey: WRANGLER_DEV_KEY });
    expect(single.containers).toBe(1);
    expect(single.sha256).toBe(rendered.sha256);
  });

  test('give the bytes that local nodes of the same engine give', async ({ skip }) => {
    await using system = await startLocalSystem({ built: buildEngine(), dataDir: await folder() });
    const local = await renderSample(system.url);
    if (JSON.stringify(local.engine) !== JSON.stringify(rendered.engine))
      skip('This machine has another Chrome or FFmpeg than the image.');
    expect(local.sha256).toBe(rendered.sha256);
  });
});

/** A shell command that prints the status of a request, or `failed`. */
const FETCH = (url: string) =>
  `node -e "fetch('${url}', { signal: AbortSignal.timeout(5000) }).then((r) => console.log(r.status), () => console.log('failed'))"`;
