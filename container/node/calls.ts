/**
 * The node's four calls, by name.
 * @module
 */
import type { NodeCallBody, NodeCallName, NodeCallResult, NodeProgress } from '#contracts/protocol.ts';
import type { ArtifactStore } from '../artifacts/artifact-store.ts';
import { assemble } from '../assemble/assemble.ts';
import type { Engine } from '../engine/engine.ts';
import { makePlan } from '../plan/make-plan.ts';
import { renderChunk } from '../chunk/render-chunk.ts';
import { renderWhole } from '../chunk/render-whole.ts';

type Call<Name extends NodeCallName> = (
  engine: Engine,
  store: ArtifactStore,
  body: NodeCallBody<Name>,
  options: { signal: AbortSignal; onProgress: (progress: NodeProgress) => void },
) => Promise<NodeCallResult<Name>>;

export const CALLS: { [Name in NodeCallName]: Call<Name> } = {
  plan: makePlan,
  chunk: renderChunk,
  assemble,
  renderWhole,
};
