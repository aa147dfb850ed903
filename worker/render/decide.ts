/**
 * What a render should do next, from its state alone.
 * @module
 */
import type { PlanResult } from '#contracts/protocol.ts';
import { isFinal } from '#contracts/render.ts';
import { isChunkTask, tasksOf, type RenderState, type Task } from './render-state.ts';

export interface Decision {
  /** Tasks that may start now, each of which needs a lease. */
  start: Task[];
  /** Epoch milliseconds when a task that backs off becomes ready; null when none does. */
  wakeAt: number | null;
}

export function decide(state: RenderState, now: number): Decision {
  if (isFinal(state.status)) return { start: [], wakeAt: null };
  const tasks = tasksOf(state);
  const waiting = tasks.filter(
    (task) => task.status === 'waiting' && (task.id !== 'assemble' || state.status === 'assembling'),
  );
  const running = tasks.filter((task) => task.status === 'running' && isChunkTask(task.id)).length;
  const ready = waiting.filter((task) => task.notBefore <= now);
  const backingOff = waiting.filter((task) => task.notBefore > now).map((task) => task.notBefore);
  return {
    start: ready.slice(0, Math.max(0, state.job.maxParallelChunks - running)),
    wakeAt: backingOff.length > 0 ? Math.min(...backingOff) : null,
  };
}

/** Whether one node does the whole render in one call: true when that is known to take it no longer than `limitSeconds`; never for 0. */
export function isWholeRender({ estimate, frameCount, chunkCount }: PlanResult, limitSeconds: number): boolean {
  if (limitSeconds === 0 || !estimate) return false;
  return frameCount * (estimate.secondsPerFrame ?? 0) + chunkCount * estimate.secondsPerChunk <= limitSeconds;
}
