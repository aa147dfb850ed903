import { env } from 'cloudflare:workers';
import { evictDurableObject, reset, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { beforeEach, describe, expect, it } from 'vitest';
import { EdgereelError } from '#contracts/errors.ts';
import { chunkKey, NODE_POOL_NAME, schedulerName } from '#contracts/keys.ts';
import { MAX_TASK_ATTEMPTS } from './render-state.ts';
import { DAY_MS, STARVATION_LIMIT_MS } from '../config.ts';
import type { FakeCall } from '../testing/fake-node.ts';
import { call, readRender, refusal, renderEnd, startRender } from '../testing/api.ts';
import { farm, faults, resetFarm } from '../testing/farm.ts';
import { restart } from '../testing/restart.ts';

beforeEach(async () => {
  await reset();
  resetFarm();
});

const pool = () => env.NODE_POOL.getByName(NODE_POOL_NAME);
const stubOf = (id: string) => env.RENDER_SCHEDULER.getByName(schedulerName('main', id));
const chunksRendered = (): (number | undefined)[] =>
  farm.calls
    .filter((step) => step.name === 'chunk')
    .map((step) => step.body.index)
    .toSorted((a = -1, b = -1) => a - b);

/** Holds the calls that match until `release`; `reached` waits for the first of them. */
function hold(matches: (step: FakeCall) => boolean) {
  const gate = Promise.withResolvers<void>();
  farm.before = (step) => (matches(step) ? gate.promise : undefined);
  const reached = async (): Promise<FakeCall> => {
    await expect.poll(() => farm.calls.some(matches)).toBe(true);
    return farm.calls.find(matches)!;
  };
  return { reached, release: gate.resolve };
}

describe('nothing is lost', () => {
  // Interleaving: chunk 0 is stored, chunk 1 is under way when every object restarts and its call with it.
  // The alarm finds a task that runs by the state and has no call; it is given out again.
  it('when all objects restart in the middle of a chunk', async () => {
    const held = hold((step) => step.name === 'chunk' && step.body.index === 1 && step.body.attempt === 1);
    const { id } = await startRender({ maxParallelChunks: 1 });
    await held.reached();
    await restartAll(id);
    await runDurableObjectAlarm(stubOf(id));
    const end = await renderEnd(id);
    expect(end).toMatchObject({ status: 'completed', attempts: [] });
    expect(chunksRendered()).toEqual([0, 1, 1, 2]);
  });

  it.each(['plan', 'assemble'] as const)('when all objects restart during %s', async (name) => {
    const held = hold((step) => step.name === name && step.body.attempt === 1);
    const { id } = await startRender();
    await held.reached();
    await restartAll(id);
    await runDurableObjectAlarm(stubOf(id));
    expect(await renderEnd(id)).toMatchObject({ status: 'completed' });
    expect(chunksRendered()).toEqual([0, 1, 2]);
  });

  it('when only the pool restarts: leases hold on', async () => {
    const held = hold((step) => step.name === 'chunk' && step.body.index === 1);
    const { id } = await startRender();
    await held.reached();
    await restart(env.NODE_POOL as never, NODE_POOL_NAME);
    held.release();
    expect(await renderEnd(id)).toMatchObject({ status: 'completed' });
    expect(chunksRendered()).toEqual([0, 1, 2]);
  });

  it('when a finished render is evicted and read again', async () => {
    const { id } = await startRender();
    const end = await renderEnd(id);
    await evictDurableObject(stubOf(id));
    expect(await readRender(id)).toMatchObject({ status: 'completed', progress: end.progress, stages: end.stages });
  });

  it('when a lease lapses: the call is stopped and the chunk given out again', async () => {
    const held = hold((step) => step.name === 'chunk' && step.body.index === 1 && step.body.attempt === 1);
    const { id } = await startRender();
    const { signal } = await held.reached();
    await runInDurableObject(pool(), (_pool, state) => void state.storage.sql.exec('DELETE FROM leases'));
    await runDurableObjectAlarm(stubOf(id));
    expect(await renderEnd(id)).toMatchObject({ status: 'completed' });
    expect(signal.aborted).toBe(true);
    expect(chunksRendered()).toEqual([0, 1, 1, 2]);
  });
});

describe('failures', () => {
  it('gives a chunk that failed to another attempt and remembers why', async () => {
    farm.before = (step) => {
      if (step.name === 'chunk' && step.body.index === 1 && step.body.attempt === 1)
        throw new EdgereelError('BROWSER_CRASHED', 'It died.');
    };
    const { id } = await startRender();
    const end = await renderEnd(id);
    expect(end.status).toBe('completed');
    expect(end.attempts).toMatchObject([{ task: 'chunk/1', attempt: 1, code: 'BROWSER_CRASHED', message: 'It died.' }]);
  });

  it('stops the other chunks when one fails for good', async () => {
    const stopped = Promise.withResolvers<void>();
    farm.before = async (step) => {
      if (step.name !== 'chunk') return;
      if (step.body.index === 2)
        throw new EdgereelError('ASSET_NOT_FROZEN', 'https://example.com/x.png', { details: { chunk: 2 } });
      step.signal.addEventListener('abort', () => stopped.resolve());
      await new Promise(() => {});
    };
    const { id } = await startRender();
    expect(await renderEnd(id)).toMatchObject({
      status: 'failed',
      error: { code: 'ASSET_NOT_FROZEN', details: { task: 'chunk/2', chunk: 2 } },
    });
    await stopped.promise;
  });

  it('plans anew without painting when a chunk finds that it shows something else, and stops the others', async () => {
    const stopped = Promise.withResolvers<void>();
    farm.before = async (step) => {
      if (step.name === 'plan' && step.body.unpaintable !== undefined) farm.planHash = 'd'.repeat(64);
      if (step.name !== 'chunk' || farm.planHash.startsWith('d')) return;
      if (step.body.index === 2) throw new EdgereelError('PAINTING_DIFFERS', 'frame 7 differs');
      step.signal.addEventListener('abort', () => stopped.resolve());
      await new Promise(() => {});
    };
    const { id } = await startRender();
    expect(await renderEnd(id)).toMatchObject({
      status: 'completed',
      attempts: [{ task: 'chunk/2', code: 'PAINTING_DIFFERS', message: 'frame 7 differs' }],
    });
    await stopped.promise;
    const plans = farm.calls.flatMap(({ name, body }) => (name === 'plan' ? [body.unpaintable] : []));
    expect(plans).toEqual([undefined, 'frame 7 differs']);
  });

  it('refuses the retry of what cannot heal, and says why', async () => {
    farm.before = (step) => {
      if (step.name === 'plan') throw new EdgereelError('COMPOSITION_INVALID', 'The root has no duration.');
    };
    const { id } = await startRender();
    expect(await renderEnd(id)).toMatchObject({ status: 'failed' });
    const answer = await refusal(await call(`/api/renders/${id}/retry`, { method: 'POST' }));
    expect(answer).toMatchObject({
      status: 409,
      code: 'CONFLICT',
      retryable: false,
      message: expect.stringContaining('COMPOSITION_INVALID. The root has no duration.') as string,
      details: { reason: { code: 'COMPOSITION_INVALID' } },
    });
    expect(farm.calls).toHaveLength(1);
  });

  it('makes a chunk again that the assembly does not find', async () => {
    farm.before = async (step) => {
      if (step.name !== 'assemble' || step.body.attempt > 1) return;
      await env.ARTIFACTS.delete(chunkKey('main', farm.planHash, 1));
      throw new EdgereelError('CHUNK_MISSING', undefined, { details: { chunkIndex: 1 } });
    };
    const { id } = await startRender();
    expect(await renderEnd(id)).toMatchObject({ status: 'completed', attempts: [{ code: 'CHUNK_MISSING' }] });
    expect(chunksRendered()).toEqual([0, 1, 1, 2]);
  });

  it('fails at once when every node speaks another protocol', async () => {
    resetFarm({ protocolVersion: 99 });
    const { id } = await startRender();
    await expect.poll(() => beat(id)).toBe('failed');
    expect((await readRender(id)).error).toMatchObject({
      code: 'PROTOCOL_MISMATCH',
      message: expect.stringContaining('Deploy both from one version') as string,
    });
    resetFarm();
    await forgetFailures();
    await call(`/api/renders/${id}/retry`, { method: 'POST' });
    expect(await renderEnd(id)).toMatchObject({ status: 'completed' });
  });

  it('fails when no node has been usable for minutes, and says what the last one said', async () => {
    resetFarm({ isDraining: true });
    const { id } = await startRender();
    await expect.poll(() => isStarving(id)).toBe(true);
    expect(await beat(id)).toBe('queued');
    await agedBy(STARVATION_LIMIT_MS, async () => expect(await beat(id)).toBe('failed'));
    expect((await readRender(id)).error).toMatchObject({
      code: 'NO_CAPACITY',
      retryable: true,
      message: expect.stringMatching(/5 minutes.*shutting down/) as string,
    });
  });

  it('completes when a write to the store fails once', async () => {
    let failures = 0;
    faults.fail = (operation, key) =>
      operation === 'put' && key === chunkKey('main', farm.planHash, 1) && failures++ === 0;
    const { id } = await startRender();
    const end = await renderEnd(id);
    expect(end.status).toBe('completed');
    expect(end.attempts).toMatchObject([{ task: 'chunk/1', code: 'STORAGE_UNAVAILABLE' }]);
  });

  it('does not even notice a listing that fails once', async () => {
    let failures = 0;
    faults.fail = (operation) => operation === 'list' && failures++ === 0;
    const { id } = await startRender();
    expect(await renderEnd(id)).toMatchObject({ status: 'completed', attempts: [] });
    expect(failures).toBeGreaterThan(0);
  });

  it('fails with the right code when the store never takes a chunk', { timeout: 30_000 }, async () => {
    faults.fail = (operation, key) => operation === 'put' && key === chunkKey('main', farm.planHash, 1);
    const { id } = await startRender();
    const end = await renderEnd(id);
    expect(end).toMatchObject({
      status: 'failed',
      error: { code: 'STORAGE_UNAVAILABLE', retryable: true, details: { task: 'chunk/1', attempt: MAX_TASK_ATTEMPTS } },
    });
    faults.fail = null;
    await call(`/api/renders/${id}/retry`, { method: 'POST' });
    expect(await renderEnd(id)).toMatchObject({ status: 'completed' });
    expect(chunksRendered()).toEqual([0, 1, 1, 1, 1, 1, 2]);
  });
});

describe('chunks in the store', () => {
  it('are used by an equal render', async () => {
    await renderEnd((await startRender()).id);
    farm.calls.length = 0;
    expect(await renderEnd((await startRender()).id)).toMatchObject({
      status: 'completed',
      progress: { chunksDone: 3 },
    });
    expect(farm.calls.map((step) => step.name)).toEqual(['plan', 'assemble']);
  });

  it('are found beyond the first page of a listing', async () => {
    faults.pageSize = 1;
    for (const index of [0, 1]) await env.ARTIFACTS.put(chunkKey('main', farm.planHash, index), 'chunk');
    expect(await renderEnd((await startRender()).id)).toMatchObject({ status: 'completed' });
    expect(chunksRendered()).toEqual([2]);
  });

  it('go when their retention ends, the output stays', async () => {
    const { id } = await startRender();
    await renderEnd(id);
    await expect.poll(() => deadlines(id)).toEqual({ retention: expect.any(Number) as number });
    const { retention } = await deadlines(id);
    expect(retention! - Date.now()).toBeGreaterThan(6.9 * DAY_MS);
    await agedBy(7 * DAY_MS + 1000, async () => {
      await runDurableObjectAlarm(stubOf(id));
      expect((await env.ARTIFACTS.list({ prefix: `chunks/main/${farm.planHash}/` })).objects).toEqual([]);
      expect(await deadlines(id)).toEqual({});
    });
    expect((await call(`/api/renders/${id}/output`)).status).toBe(200);
  });
});

it('shares the slots: a small render does not wait for a large one', async () => {
  resetFarm({ slots: 1, frameCount: 60 * 8 });
  let isHeld = true;
  const order: string[] = [];
  const gate = Promise.withResolvers<void>();
  farm.before = async (step) => {
    if (isHeld && step.name === 'chunk') await gate.promise;
    order.push(step.body.renderId);
  };
  const large = await startRender();
  await expect.poll(() => farm.calls.filter((step) => step.name === 'chunk').length).toBe(2);
  const small = await startRender({ maxParallelChunks: 1 });
  await expect.poll(() => waitingRenders()).toBe(2);
  isHeld = false;
  gate.resolve();
  await Promise.all([renderEnd(large.id), renderEnd(small.id)]);
  expect(order.indexOf(small.id)).toBeLessThan(order.lastIndexOf(large.id));
  expect(order.slice(3, 6)).toContain(small.id);
});

async function restartAll(id: string): Promise<void> {
  await restart(env.NODE_POOL as never, NODE_POOL_NAME);
  await restart(env.TENANT as never, 'main');
  await restart(env.RENDER_SCHEDULER as never, schedulerName('main', id));
}

function deadlines(id: string): Promise<{ retention?: number }> {
  return runInDurableObject(
    stubOf(id),
    (_render, state) => state.storage.kv.get<{ retention?: number }>('deadlines') ?? {},
  );
}

/** One beat of the render; tells its status. */
async function beat(id: string): Promise<string> {
  await runDurableObjectAlarm(stubOf(id));
  return (await readRender(id)).status;
}

async function isStarving(id: string): Promise<boolean> {
  await beat(id);
  return runInDurableObject(stubOf(id), (_render, state) => state.storage.kv.get('starvedSince') !== undefined);
}

async function forgetFailures(): Promise<void> {
  await runInDurableObject(pool(), (_pool, state) => void state.storage.sql.exec('DELETE FROM nodes'));
}

function waitingRenders(): Promise<number> {
  return runInDurableObject(
    pool(),
    (_pool, state) => state.storage.sql.exec<{ count: number }>('SELECT COUNT(*) AS count FROM demands').one().count,
  );
}

/** Runs with the clock set forward. */
async function agedBy(milliseconds: number, run: () => Promise<void>): Promise<void> {
  const { now } = Date;
  Date.now = () => now() + milliseconds;
  try {
    await run();
  } finally {
    Date.now = now;
  }
}
