/**
 * Chooses what a render does with an event whose state its storage does not take: the work counts as failed, so that it is not begun again for
 * ever.
 * @module
 */
import { EdgereelError, toWire } from '#contracts/errors.ts';
import { MAX_TASK_ATTEMPTS, type RenderEvent } from './render-state.ts';

/**
 * Events to take in its place, each when the one before cannot be stored either. `failures`: how many events in a row, this one included,
 * were not stored. None for one that a later beat may bring again.
 */
export function eventsInsteadOf(event: RenderEvent, failures: number, now: number): RenderEvent[] {
  const error = toWire(
    new EdgereelError(
      'STORAGE_UNAVAILABLE',
      'The state of the render could not be stored. Retry the render; its finished chunks are kept.',
    ),
  );
  const end: RenderEvent = { type: 'unstorable', at: now, error };
  const taskId = taskEndedBy(event);
  if (taskId && 'leaseId' in event)
    return [{ type: 'taskFailed', at: now, taskId, leaseId: event.leaseId, error, jitter: 0 }, end];
  return failures < MAX_TASK_ATTEMPTS ? [] : [end];
}

function taskEndedBy(event: RenderEvent) {
  if (event.type === 'planned') return 'plan';
  const isOutcome = event.type === 'chunkStored' || event.type === 'outputStored' || event.type === 'taskFailed';
  return isOutcome ? event.taskId : null;
}
