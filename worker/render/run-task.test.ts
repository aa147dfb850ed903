import { expect, it } from 'vitest';
import { newRender, type RenderJob } from './render-state.ts';
import { runTask } from './run-task.ts';

it('is a failure of the task when not even its call can be made', async () => {
  const state = newRender({ renderId: 'r', tenantId: 't', job: {} as RenderJob, at: 0 });
  const lease = { id: 'l', nodeId: 'n', holder: 't/r', expiresAt: 0 };
  const event = await runTask(state, state.tasks.plan!, lease, () => {
    throw new Error('no such node');
  });
  expect(event).toMatchObject({ type: 'taskFailed', taskId: 'plan', leaseId: 'l', error: { code: 'INTERNAL' } });
});
