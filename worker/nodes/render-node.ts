/**
 * What the scheduler and the pool know of a render node.
 * @module
 */
import type { ArtifactScope } from '#contracts/keys.ts';
import type { NodeCallBody, NodeCallName, NodeCallResult, NodeProgress, NodeReadiness } from '#contracts/protocol.ts';

export interface CallOptions {
  /** Aborting cancels the work on the node. */
  signal: AbortSignal;
  /** Names this call among those that share the node. */
  leaseId: string;
  onProgress(progress: NodeProgress): void;
}

/** A call's body short of the artifact store's address: each kind of node reaches the store its own way. */
export type CallBody<Name extends NodeCallName> = Omit<NodeCallBody<Name>, 'artifactsUrl'>;

/** What a call needs of the artifact store, and no more. */
export function scopeOf(body: CallBody<NodeCallName>): ArtifactScope {
  const { tenantId, renderId } = body;
  return { tenantId, renderId, ...('planHash' in body && { planHash: body.planHash as string }) };
}

export interface RenderNode {
  readonly id: string;
  /** Throws `NODE_LOST`, `NODE_TIMEOUT`, `NO_CAPACITY` or what the node itself reports. Idempotent. */
  call<Name extends NodeCallName>(
    name: Name,
    body: CallBody<Name>,
    options: CallOptions,
  ): Promise<NodeCallResult<Name>>;
  /** Starts the node when it is asleep. Throws like `call`, `NODE_TIMEOUT` when it takes too long. */
  readiness(): Promise<NodeReadiness>;
}
