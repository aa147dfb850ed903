/**
 * A render as it leaves its Durable Object: the API's view short of links, which depend on who asks.
 * @module
 */
import { STAGE_OF, type RenderState } from './render-state.ts';
import type { OutputInfo } from '#contracts/protocol.ts';
import { isFinal, type RenderProgress, type RenderView } from '#contracts/render.ts';

export type RenderSnapshot = Omit<RenderView, 'links' | 'output'> & {
  output: OutputInfo | null;
  hasSprites: boolean;
  /** Position in the render's stream of events. */
  eventId: string;
};

export function describeRender(
  state: RenderState,
  progress: RenderProgress,
  eventId: string,
  now: number,
): RenderSnapshot {
  return {
    id: state.renderId,
    status: state.status,
    composition: state.job.composition,
    siteId: state.job.siteId,
    title: state.job.title,
    format: state.job.format,
    codec: state.plan?.hdr ? 'h265' : state.job.codec,
    hdr: state.plan?.hdr ?? null,
    createdAt: isoTime(state.createdAt),
    startedAt: state.startedAt === null ? null : isoTime(state.startedAt),
    endedAt: state.endedAt === null ? null : isoTime(state.endedAt),
    progress,
    planHash: state.plan?.planHash ?? null,
    stages: measureStages(state, now),
    attempts: state.attempts,
    warnings: [...(state.plan?.warnings ?? []), ...(state.chunkWarnings ?? [])],
    output: state.output,
    hasSprites: state.job.spriteSheet === true,
    error: state.error,
    eventId,
  };
}

function measureStages(state: RenderState, now: number): Record<string, number> {
  const running = STAGE_OF[state.status];
  const stages: Record<string, number> = { ...state.stages };
  if (running && !isFinal(state.status)) stages[running] = (stages[running] ?? 0) + now - state.statusSince;
  return { ...stages, total: (state.endedAt ?? now) - state.createdAt };
}

const isoTime = (epochMs: number): string => new Date(epochMs).toISOString();
