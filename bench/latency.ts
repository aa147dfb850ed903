/**
 * The time from `POST /api/render` to the finished object on warm nodes, and where it goes.
 * @module
 */
import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fromWire } from '#contracts/errors.ts';
import type { RenderView } from '#contracts/render.ts';
import { createClient, type Client } from '../client/client.ts';
import { uploadSite } from '../client/sites.ts';
import { createSha256, listSite } from '../local/read-site.ts';
import { startLocalSystem } from '../local/start-system.ts';
import { buildEngine } from '../scripts/build.ts';
import type { EnginePaths } from '../local/setup/ensure-engine.ts';
import { analyseLatency, type Latency, type LogEvent } from './latency-parts.ts';
import { prepareScene, SCENES, shorten, type Scene } from './scenes.ts';

export interface LatencyOptions {
  engine: EnginePaths;
  workDir: string;
  log: (line: string) => void;
  signal: AbortSignal;
}

/** Renders a second of another scene first: nodes, browsers and the Worker are warm, but nothing is known of this one. */
export async function measureLatency(scene: Scene, { engine, workDir, log, signal }: LatencyOptions): Promise<Latency> {
  const other = SCENES.find(({ folder }) => folder !== scene.folder)!;
  const first = await prepareScene(shorten(other, 1), engine.ffmpegPath);
  const measured = await prepareScene(scene, engine.ffmpegPath);
  await using system = await startLocalSystem({
    built: buildEngine(),
    dataDir: join(workDir, 'latency'),
    engine,
    log,
    signal,
  });
  const client = createClient({ baseUrl: system.url });
  log('latency: warming up …');
  await renderOn(client, first.path, signal);
  log(`latency: ${scene.name} …`);
  const { render, postedAt, finishedAt } = await renderOn(client, measured.path, signal);
  const events = await readEvents(system.logsDir);
  return analyseLatency(events, { renderId: render.id, postedAt, finishedAt, nodes: system.nodes.length });
}

/** Times are epoch milliseconds. The site is uploaded before: it belongs to no render. */
async function renderOn(client: Client, folder: string, signal: AbortSignal) {
  const composition = await uploadSite(client, await listSite(folder), createSha256, { signal });
  const postedAt = Date.now();
  let render: RenderView = await client.createRender({ composition }, { idempotencyKey: randomUUID(), signal });
  for await (render of client.followRender(render.id, { signal }));
  if (render.error) throw fromWire(render.error);
  return { render, postedAt, finishedAt: Date.now() };
}

/** Every line of JSON that the Worker and the nodes logged. */
async function readEvents(logsDir: string): Promise<LogEvent[]> {
  const files = (await readdir(logsDir)).filter((name) => name.endsWith('.log'));
  const texts = await Promise.all(files.map((name) => readFile(join(logsDir, name), 'utf8')));
  return texts
    .flatMap((text) => text.split('\n'))
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as LogEvent);
}
