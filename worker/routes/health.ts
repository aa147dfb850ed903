import { Hono } from 'hono';
import { EdgereelError } from '#contracts/errors.ts';
import { PROTOCOL_VERSION } from '#contracts/protocol.ts';
import { configOf, type Config } from '../config.ts';
import type { AppEnv } from '../app-env.ts';
import { createNode } from '../nodes/create-node.ts';
import { findRenderProblem } from '../nodes/find-render-problem.ts';
import { poolOf } from '../stubs.ts';
import { ObjectStore } from '../storage/object-store.ts';

/**
 * `healthz`: the Worker answers. `readyz`: a render could run: the variables are right, the store answers, and a node is ready or
 * containers can be started. It starts none.
 */
export const health = new Hono<AppEnv>()
  .get('/healthz', (context) => context.json({ ok: true }))
  .get('/readyz', async (context) => {
    const { env } = context;
    const config = readConfig(env);
    const problem = await findRenderProblem({
      config,
      nodeFor: (nodeId) => createNode(nodeId, env),
      findContainerProblem: () => poolOf(env).findCapacityProblem(),
      askStore: () => new ObjectStore(env.ARTIFACTS).head('readyz'),
    });
    if (problem) throw problem;
    const nodes = config.renderNodes.length > 0 ? 'local' : 'containers';
    return context.json({ ready: true, protocolVersion: PROTOCOL_VERSION, nodes });
  });

/** Names the wrong variable and its rule, which `configOf` says without any value. */
function readConfig(env: Env): Config {
  try {
    return configOf(env);
  } catch (cause) {
    throw new EdgereelError('NODES_NOT_CONFIGURED', (cause as Error).message, { cause });
  }
}
