import { beforeEach, expect, it } from 'vitest';
import type { RenderView } from '#contracts/render.ts';
import type { FakeCall } from '../../testing/fake-node.ts';
import { call, readEvents, renderEnd, startRender } from '../../testing/api.ts';
import { farm, resetFarm } from '../../testing/farm.ts';

beforeEach(() => resetFarm());

/** Reads events one by one, so that a test can leave in the middle. */
function follow(response: Response) {
  const reader = response.body!.getReader();
  const decoder = new TextDecoder();
  let text = '';
  return {
    async next(): Promise<{ id: string; data: RenderView }> {
      for (;;) {
        const match = /id: (.*)\ndata: (.*)\n\n/.exec(text);
        if (match) {
          text = text.slice(match.index + match[0].length);
          return { id: match[1]!, data: JSON.parse(match[2]!) as RenderView };
        }
        const { done, value } = await reader.read();
        if (done) throw new Error('The stream ended.');
        text += decoder.decode(value, { stream: true });
      }
    },
    leave: () => reader.cancel(),
  };
}

it('tells every change of state and ends with the render', async () => {
  const held = Promise.withResolvers<void>();
  farm.before = ({ name }) => (name === 'plan' ? held.promise : undefined);
  const { id } = await startRender();
  const response = await call(`/api/renders/${id}/events`);
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  held.resolve();
  const events = await readEvents(response);
  const statuses = events.map((event) => event.data.status);
  expect(statuses.at(0)).toMatch(/queued|planning/);
  expect(statuses).toContain('rendering');
  expect(statuses).toContain('assembling');
  expect(statuses.at(-1)).toBe('completed');
  expect(new Set(events.map((event) => event.id)).size).toBe(events.length);
  const ratios = events.map((event) => event.data.progress.ratio);
  expect(ratios).toEqual(ratios.toSorted((a, b) => a - b));
});

it('passes on how far the frames are, between changes of state', async () => {
  const reached = Promise.withResolvers<FakeCall>();
  const held = Promise.withResolvers<void>();
  farm.before = (step) => {
    if (step.name !== 'chunk' || step.body.index !== 0) return undefined;
    reached.resolve(step);
    return held.promise;
  };
  const { id } = await startRender({ maxParallelChunks: 1 });
  const step = await reached.promise;
  const events = follow(await call(`/api/renders/${id}/events`));
  await events.next();
  step.onProgress({ stage: 'capture', framesDone: 30, framesTotal: 60 });
  expect((await events.next()).data.progress).toMatchObject({ framesDone: 30, framesTotal: 180, chunksDone: 0 });
  await events.leave();
  held.resolve();
  await renderEnd(id);
});

it('goes on after the last event that was seen', async () => {
  const held = Promise.withResolvers<void>();
  farm.before = ({ name }) => (name === 'assemble' ? held.promise : undefined);
  const { id } = await startRender();
  const first = follow(await call(`/api/renders/${id}/events`));
  let seen = await first.next();
  while (seen.data.status !== 'assembling') seen = await first.next();
  await first.leave();

  const resumed = await call(`/api/renders/${id}/events`, { headers: { 'last-event-id': (await latest(id)).id } });
  held.resolve();
  expect((await readEvents(resumed)).map((event) => event.data.status)).toEqual(['completed']);

  const late = await call(`/api/renders/${id}/events`, { headers: { 'last-event-id': seen.id } });
  const [end, ...more] = await readEvents(late);
  expect(end!.data.status).toBe('completed');
  expect(more).toEqual([]);

  const over = await call(`/api/renders/${id}/events`, { headers: { 'last-event-id': end!.id } });
  expect(over.status).toBe(204);
});

it('refuses HEAD, which would leave a stream open', async () => {
  const { id } = await startRender();
  expect((await call(`/api/renders/${id}/events`, { method: 'HEAD' })).status).toBe(400);
  await renderEnd(id);
});

/** The event that stands at the moment. */
async function latest(id: string): Promise<{ id: string; data: RenderView }> {
  await expect.poll(() => farm.calls.at(-1)?.name).toBe('assemble');
  const events = follow(await call(`/api/renders/${id}/events`));
  const event = await events.next();
  await events.leave();
  return event;
}
