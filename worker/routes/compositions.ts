import { Hono } from 'hono';
import type { CompositionList } from '#contracts/render.ts';
import { bundledAssets, readBundledIndex } from '../sites/bundled-compositions.ts';
import type { AppEnv } from '../app-env.ts';

/** The compositions that come with this deployment. */
export const compositions = new Hono<AppEnv>().get('/compositions', async (context) => {
  const { compositions } = await readBundledIndex(bundledAssets(context.env));
  return context.json({ compositions } satisfies CompositionList);
});
