/**
 * What a playlist has to know of a render that is under way.
 * @module
 */
import { frameTime } from '#contracts/fps.ts';
import { planChunks } from '#contracts/plan.ts';
import type { RenderState } from './render-state.ts';
import type { RenderStatus } from '#contracts/render.ts';

export interface StreamState {
  status: RenderStatus;
  planHash: string;
  width: number;
  height: number;
  frameRate: number;
  hasAudio: boolean;
  /** Length of each chunk. */
  chunkSeconds: number[];
}

/** Null before there is a plan. */
export function describeStream({ status, plan, job }: RenderState): StreamState | null {
  if (!plan) return null;
  const { planHash, width, height, fps, frameCount, hasAudio } = plan;
  const chunkSeconds = planChunks(frameCount, job.chunkSize).map(({ startFrame, endFrame }) =>
    frameTime(endFrame - startFrame, fps),
  );
  return { status, planHash, width, height, frameRate: fps.num / fps.den, hasAudio, chunkSeconds };
}
