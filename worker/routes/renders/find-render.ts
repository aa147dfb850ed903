import { EdgereelError } from '#contracts/errors.ts';
import { schedulerOf, type SchedulerStub } from '../../stubs.ts';
import { isRenderId } from '../../account/render-id.ts';
import type { RenderSnapshot } from '../../render/render-snapshot.ts';

/** The scheduler of an id that could be a render's; an id of another form never wakes an object. */
export function schedulerFor(env: Env, tenantId: string, renderId: string): SchedulerStub {
  if (!isRenderId(renderId)) throw renderNotFound(renderId);
  return schedulerOf(env, tenantId, renderId);
}

export function requireRender(snapshot: RenderSnapshot | null, renderId: string): RenderSnapshot {
  if (!snapshot) throw renderNotFound(renderId);
  return snapshot;
}

const renderNotFound = (renderId: string): EdgereelError =>
  new EdgereelError('RENDER_NOT_FOUND', `There is no render ${JSON.stringify(renderId)}.`);
