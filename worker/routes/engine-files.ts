import { Hono } from 'hono';
import type { AppEnv } from '../app-env.ts';

/** Runtime and bundled fonts. A previewed composition has an origin of its own, so these must be readable from anywhere. */
export const engineFiles = new Hono<AppEnv>().get('/*', async (context) => {
  const file = await context.env.ASSETS.fetch(context.req.raw);
  const answer = new Response(file.body, file);
  answer.headers.set('access-control-allow-origin', '*');
  return answer;
});
