/**
 * `GET /api/renders/:id/logs`: what the pages of a render wrote to the console, also of one that failed.
 * @module
 */
import { Hono } from 'hono';
import { ConsoleLines, MAX_LOG_LINES, type ConsoleLine, type RenderLogs } from '#contracts/console-line.ts';
import { chunkPrefix, consoleChunkOf, renderKey } from '#contracts/keys.ts';
import type { AppEnv } from '../../app-env.ts';
import { ObjectStore } from '../../storage/object-store.ts';
import { requireRender, schedulerFor } from './find-render.ts';

/** Most chunks whose lines are read: those of each chunk are an object, and a Worker may ask for so many only. */
const MAX_CHUNKS = 100;

export const renderLogs = new Hono<AppEnv>().get('/renders/:id/logs', async (context) => {
  const {
    env,
    var: { tenantId },
  } = context;
  const id = context.req.param('id');
  const { planHash } = requireRender(await schedulerFor(env, tenantId, id).read(), id);
  const store = new ObjectStore(env.ARTIFACTS);
  const keys = [renderKey(tenantId, id, 'console.json')];
  if (planHash !== null) {
    for await (const { key } of store.list(chunkPrefix(tenantId, planHash)))
      if (consoleChunkOf(key) !== null) keys.push(key);
  }
  const pages = await Promise.all(keys.slice(0, MAX_CHUNKS + 1).map((key) => readLines(store, key)));
  const lines = pages.flat();
  const isCut = keys.length > MAX_CHUNKS + 1 || lines.length > MAX_LOG_LINES;
  return context.json({ console: lines.slice(0, MAX_LOG_LINES), isCut } satisfies RenderLogs);
});

async function readLines(store: ObjectStore, key: string): Promise<ConsoleLine[]> {
  const object = await store.get(key);
  const parsed = ConsoleLines.safeParse(object && (await object.json().catch(() => null)));
  return parsed.success ? parsed.data : [];
}
