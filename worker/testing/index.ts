/**
 * The Worker under test: the real one, with fake nodes and a bucket that can fail put into its seams.
 * @module
 */
import { createApp } from '../app.ts';
import { noopLogger } from '../log.ts';
import { createFakeNode } from './fake-node.ts';
import { NodePool as RealNodePool } from '../nodes/node-pool.ts';
import type { RenderNode } from '../nodes/render-node.ts';
import { RenderScheduler as RealRenderScheduler } from '../render/render-scheduler.ts';
import { ObjectStore } from '../storage/object-store.ts';
import { farm, faults } from './farm.ts';
import { faultyBucket } from './faulty-bucket.ts';

export { RenderContainer } from '../nodes/render-container.ts';
export { Tenant } from '../tenant/tenant.ts';

export class RenderScheduler extends RealRenderScheduler {
  protected override readonly log = noopLogger;
  protected override get objects(): ObjectStore {
    return new ObjectStore(faultyBucket(this.env.ARTIFACTS, faults));
  }
  protected override get assets(): Fetcher {
    return (this.env as Env & { TEST_ASSETS: Fetcher }).TEST_ASSETS;
  }
  protected override nodeFor(nodeId: string): RenderNode {
    return createFakeNode(nodeId, farm, this.objects);
  }
}

export class NodePool extends RealNodePool {
  protected override readonly log = noopLogger;
  protected override nodeFor(nodeId: string): RenderNode {
    return createFakeNode(nodeId, farm, new ObjectStore(this.env.ARTIFACTS));
  }
}

const app = createApp(noopLogger);

export default {
  fetch: (request, env, ctx) => app.fetch(request, { ...env, ASSETS: env.TEST_ASSETS }, ctx),
} satisfies ExportedHandler<Env & { TEST_ASSETS: Fetcher }>;
