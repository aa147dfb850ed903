import { Hono } from 'hono';
import { PROTOCOL_VERSION } from '#contracts/protocol.ts';
import { configOf } from '../config.ts';
import type { AppEnv } from '../app-env.ts';

/** `healthz`: the Worker answers. `readyz`: it is also set up rightly; a wrong variable shows here as a failure. */
export const health = new Hono<AppEnv>()
  .get('/healthz', (context) => context.json({ ok: true }))
  .get('/readyz', (context) => {
    const { renderNodes } = configOf(context.env);
    return context.json({
      ready: true,
      protocolVersion: PROTOCOL_VERSION,
      nodes: renderNodes.length > 0 ? 'local' : 'containers',
    });
  });
