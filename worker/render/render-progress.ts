/**
 * How far a render is, frame by frame: what is stored counts by the chunk, what is under way by the node's own reports.
 * @module
 */
import { planChunks } from '#contracts/plan.ts';
import type { NodeProgress } from '#contracts/protocol.ts';
import type { RenderProgress } from '#contracts/render.ts';
import { chunkIndexOfTask, isChunkTask, tasksOf, type RenderState, type TaskId } from './render-state.ts';

/** Latest report of each running task. Kept in memory only: it is a hint, the state is the truth. */
export type LiveProgress = ReadonlyMap<TaskId, NodeProgress>;

/** Shares of the ratio; the frames have the rest. */
const PLAN_SHARE = 0.05;
const ASSEMBLE_SHARE = 0.05;

/** `floor`: the highest ratio told so far. A chunk that starts again never moves the bar back. */
export function measureProgress(state: RenderState, live: LiveProgress, floor: number): RenderProgress {
  const { plan } = state;
  if (!plan) return { ratio: floor, framesDone: 0, framesTotal: null, chunksDone: 0, chunksTotal: null };
  const isComplete = state.status === 'completed' || state.status === 'assembling';
  const counted = isComplete
    ? { frames: plan.frameCount, chunks: plan.chunkCount }
    : countDone(state, live, plan.frameCount);
  const share = PLAN_SHARE + (1 - PLAN_SHARE - ASSEMBLE_SHARE) * (counted.frames / plan.frameCount);
  return {
    ratio: state.status === 'completed' ? 1 : Math.max(floor, Math.min(share, 1 - ASSEMBLE_SHARE)),
    framesDone: counted.frames,
    framesTotal: plan.frameCount,
    chunksDone: counted.chunks,
    chunksTotal: plan.chunkCount,
  };
}

function countDone(state: RenderState, live: LiveProgress, frameCount: number): { frames: number; chunks: number } {
  const grid = planChunks(frameCount, state.job.chunkSize);
  let frames = 0;
  let chunks = 0;
  for (const task of tasksOf(state)) {
    if (isChunkTask(task.id) && task.status === 'done') {
      const chunk = grid[chunkIndexOfTask(task.id)];
      frames += chunk ? chunk.endFrame - chunk.startFrame : 0;
      chunks += 1;
    } else if (task.status === 'running' && task.id !== 'plan') {
      frames += live.get(task.id)?.framesDone ?? 0;
      chunks += live.get(task.id)?.chunksDone?.length ?? 0;
    }
  }
  return { frames: Math.min(frames, frameCount), chunks };
}
