import { Hono } from 'hono';
import type { CompositionList } from '#contracts/render.ts';
import { listBundled } from '../sites/bundled-compositions.ts';
import type { AppEnv } from '../app-env.ts';

/** The compositions that come with this deployment. */
export const compositions = new Hono<AppEnv>().get('/compositions', async (context) => {
  const list: CompositionList = { compositions: await listBundled(context.env.ASSETS) };
  return context.json(list);
});
