/**
 * The canonical events of a render: one when it has ended, one per call to a node.
 * @module
 */
import type { WireError } from '#contracts/errors.ts';
import type { RenderState, Task } from './render-state.ts';
import type { LogEvent } from '../log.ts';

export function describeFinished(state: RenderState): LogEvent {
  return {
    event: 'render.finished',
    outcome: state.status === 'completed' ? 'success' : state.status === 'canceled' ? 'canceled' : 'failure',
    renderId: state.renderId,
    tenantId: state.tenantId,
    durationMs: state.endedAt! - state.createdAt,
    stages: state.stages,
    frames: state.plan?.frameCount,
    failedAttempts: state.attempts.length,
    errorCode: state.error?.code,
  };
}

/** `end`: the failure, null for success, `stopped` for a call that was given up. */
export function describeTask(
  state: RenderState,
  task: Task,
  end: WireError | 'stopped' | null,
  durationMs: number,
): LogEvent {
  return {
    event: 'render.task',
    outcome: end === null ? 'success' : end === 'stopped' ? 'canceled' : 'failure',
    durationMs,
    renderId: state.renderId,
    tenantId: state.tenantId,
    task: task.id,
    attempt: task.attempt,
    nodeId: task.nodeId,
    ...(end !== null && end !== 'stopped' && { errorCode: end.code, errorMessage: end.message }),
  };
}
