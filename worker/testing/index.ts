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
export { Tenant } from '../account/tenant.ts';

export class RenderScheduler extends RealRenderScheduler {
  protected override readonly log = noopLogger;
  protected override get objects(): ObjectStore {
    return new ObjectStore(faultyBucket(this.env.ARTIFACTS, faults));
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
  // The app reads bundled compositions as a deployment does, the scheduler as the local system does.
  fetch: (request, { LIVE_COMPOSITIONS, ...env }, ctx) =>
    app.fetch(request, { ...env, ASSETS: LIVE_COMPOSITIONS }, ctx),
} satisfies ExportedHandler<Env & { LIVE_COMPOSITIONS: Fetcher }>;
