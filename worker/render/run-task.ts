/**
 * Carries out one task on one node and says what became of it, as an event. Never throws.
 * @module
 */
import { toWire } from '#contracts/errors.ts';
import {
  isChunkTask,
  chunkIndexOfTask,
  type RenderEvent,
  type RenderJob,
  type RenderState,
  type Task,
} from './render-state.ts';
import type { Config } from '../config.ts';
import { settleLostFile } from '../sites/lost-site-file.ts';
import { readVariables } from '../sites/variables-store.ts';
import type { Lease } from '../nodes/allocate.ts';
import type { CallOptions, RenderNode } from '../nodes/render-node.ts';
import type { ObjectStore } from '../storage/object-store.ts';
import { claimChunks } from './chunk-retention.ts';
import { isWholeRender } from './decide.ts';

export interface TaskContext {
  node: RenderNode;
  store: ObjectStore;
  /** Assets with the bundled compositions. */
  assets: Fetcher;
  config: Pick<Config, 'wholeRenderMaxSeconds'>;
  options: CallOptions;
}

/** `createContext` runs inside: what it throws is a failure of the task too. */
export async function runTask(
  state: RenderState,
  task: Task,
  lease: Lease,
  createContext: () => TaskContext,
): Promise<RenderEvent> {
  try {
    const context = createContext();
    const { store, assets } = context;
    return await carryOut(state, task, lease.id, context).catch(async (error: unknown) => {
      throw await settleLostFile(error, state.job.siteId, { store, assets, tenantId: state.tenantId });
    });
  } catch (error) {
    return {
      type: 'taskFailed',
      at: Date.now(),
      taskId: task.id,
      leaseId: lease.id,
      error: toWire(error),
      jitter: Math.random(),
    };
  }
}

async function carryOut(state: RenderState, task: Task, leaseId: string, context: TaskContext): Promise<RenderEvent> {
  const { node, store, config, options } = context;
  const common = { renderId: state.renderId, tenantId: state.tenantId, attempt: task.attempt };
  const repair = task.isRepair && { isRepair: true };
  if (task.id === 'plan') {
    // Nobody asks how long it may take when nothing is rendered whole.
    const isEstimated = config.wholeRenderMaxSeconds > 0;
    const { unpaintable } = state;
    const call = { ...common, ...(await describePlan(state, store)), isEstimated, ...repair };
    const plan = await node.call('plan', { ...call, ...(unpaintable !== undefined && { unpaintable }) }, options);
    const storedChunks = await claimChunks(store, { tenantId: state.tenantId, planHash: plan.planHash });
    const isWhole = isWholeRender(plan, config.wholeRenderMaxSeconds);
    return { type: 'planned', at: Date.now(), leaseId, plan, storedChunks, isWhole };
  }
  const body = { ...common, planHash: state.plan!.planHash };
  if (isChunkTask(task.id)) {
    const chunk = { ...body, index: chunkIndexOfTask(task.id), strictness: state.job.strictness, ...repair };
    const { sha256, warnings } = await node.call('chunk', chunk, options);
    return { type: 'chunkStored', at: Date.now(), taskId: task.id, leaseId, sha256, warnings };
  }
  const { spriteSheet } = state.job;
  const assembly = { ...body, ...(spriteSheet && { spriteSheet }) };
  const { output, warnings } =
    task.id === 'whole'
      ? await node.call('renderWhole', { ...assembly, strictness: state.job.strictness }, options)
      : {
          output: await node.call('assemble', { ...assembly, chunkDigests: digestsOf(state) }, options),
          warnings: [],
        };
  return { type: 'outputStored', at: Date.now(), taskId: task.id, leaseId, output, warnings };
}

/** SHA-256 of each chunk, by index; null where nobody knows it. */
function digestsOf({ plan, tasks }: RenderState): (string | null)[] {
  return Array.from({ length: plan!.chunkCount }, (_, index) => tasks[`chunk/${index}`]?.sha256 ?? null);
}

async function describePlan(state: RenderState, store: ObjectStore) {
  const {
    composition: _named,
    title: _title,
    maxParallelChunks: _width,
    spriteSheet: _sprites,
    variables,
    ...job
  }: RenderJob = state.job;
  return { ...job, variables: await readVariables(store, state.tenantId, variables) };
}
