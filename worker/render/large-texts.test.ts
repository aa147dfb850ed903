import { env } from 'cloudflare:workers';
import { reset, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { beforeEach, describe, expect, it } from 'vitest';
import { EdgereelError } from '#contracts/errors.ts';
import { schedulerName } from '#contracts/keys.ts';
import { MAX_TEXT_LENGTH, MAX_WARNINGS } from '#contracts/limits.ts';
import { MAX_TASK_ATTEMPTS } from './render-state.ts';
import { call, readRender, refusal, renderEnd, startRender } from '../testing/api.ts';
import { farm, resetFarm } from '../testing/farm.ts';

beforeEach(async () => {
  await reset();
  resetFarm();
});

const long = (characters: number): string => '🎬A'.repeat(Math.ceil(characters / 3)).slice(0, characters);

describe('what a page makes large', () => {
  it('as an error ends the render, cut and typed', async () => {
    const details = { file: long(3e6), problems: new Array(5000).fill(long(5000)) };
    farm.before = () => {
      throw new EdgereelError('COMPOSITION_SCRIPT_FAILED', long(6e6), { details: { ...details, [long(3e6)]: 1 } });
    };
    const end = await renderEnd((await startRender()).id);
    expect(end).toMatchObject({ status: 'failed', error: { code: 'COMPOSITION_SCRIPT_FAILED' } });
    expect(end.error!.message).toMatch(/^🎬A.*… \(cut: 6000000 characters\)$/u);
    expect(end.error!.message.length).toBeLessThanOrEqual(MAX_TEXT_LENGTH);
    expect(end.error!.message.isWellFormed()).toBe(true);
    expect(JSON.stringify(end).length).toBeLessThan(50_000);
    expect(farm.calls).toHaveLength(1);
  });

  it('as an error that passes is charged each time', { timeout: 60_000 }, async () => {
    farm.before = () => {
      throw new EdgereelError('BROWSER_CRASHED', long(2e6));
    };
    const { id } = await startRender();
    expect(await renderEnd(id)).toMatchObject({ status: 'failed', error: { code: 'BROWSER_CRASHED' } });
    expect(farm.calls).toHaveLength(MAX_TASK_ATTEMPTS);
    expect((await readRender(id)).attempts).toHaveLength(MAX_TASK_ATTEMPTS);
  });

  it('as warnings by the thousand is told in part, and how many are not', async () => {
    const details = { element: long(100_000), url: long(2e6) };
    farm.warnings = Array.from({ length: 5000 }, (_, index) => ({
      code: 'asset_lost',
      severity: index === 4000 ? ('error' as const) : ('warning' as const),
      message: `${index} is lost`,
      details,
    }));
    const end = await renderEnd((await startRender()).id);
    expect(end.status).toBe('completed');
    expect(end.warnings.length).toBeLessThanOrEqual(2 * MAX_WARNINGS);
    const omitted = end.warnings.filter(({ code }) => code === 'warnings_omitted');
    expect(omitted).toHaveLength(2);
    const told = end.warnings.filter(({ code }) => code === 'asset_lost').length;
    expect(omitted[0]).toMatchObject({ severity: 'error' });
    expect(Number(omitted[0]!.details!.count)).toBeGreaterThan(5000 - told);
  });

  it('in a request is refused in few words', async () => {
    const body = JSON.stringify({ composition: long(100_000), [long(1e6)]: long(1e6), title: long(10_000) });
    const answer = await call('/api/render', { method: 'POST', body });
    const text = await answer.text();
    expect(answer.status).toBe(400);
    expect(text.length).toBeLessThan(50_000);
    const named = await refusal(
      await call('/api/render', { method: 'POST', body: JSON.stringify({ composition: long(100_000) }) }),
    );
    expect(named.status).toBeLessThan(500);
    expect(named.message.length).toBeLessThanOrEqual(MAX_TEXT_LENGTH);
  });
});

describe('a state that storage does not take', () => {
  /** From now on rows that hold this text are refused, as one that is too large is. */
  async function refuseRowsWith(id: string, text: string): Promise<void> {
    await runInDurableObject(env.RENDER_SCHEDULER.getByName(schedulerName('main', id)), (_render, { storage }) => {
      const { kv } = storage;
      const put = kv.put.bind(kv);
      Object.defineProperty(storage, 'kv', {
        value: new Proxy(kv, {
          get: (target, name) => {
            if (name !== 'put') return (Reflect.get(target, name) as () => unknown).bind(target);
            return (key: string, value: unknown) => {
              if (JSON.stringify(value).includes(text)) throw new Error('string or blob too big: SQLITE_TOOBIG');
              put(key, value);
            };
          },
        }),
      });
    });
  }

  it('is charged as an attempt, and ends typed', { timeout: 60_000 }, async () => {
    const gate = Promise.withResolvers<void>();
    farm.before = () => gate.promise;
    farm.warnings = [{ code: 'asset_lost', severity: 'warning', message: 'unstorable' }];
    const { id } = await startRender();
    await expect.poll(() => farm.calls.length).toBe(1);
    await refuseRowsWith(id, 'unstorable');
    gate.resolve();
    expect(await renderEnd(id)).toMatchObject({
      status: 'failed',
      error: { code: 'STORAGE_UNAVAILABLE', retryable: true, details: { task: 'plan', attempt: MAX_TASK_ATTEMPTS } },
    });
    expect(farm.calls).toHaveLength(MAX_TASK_ATTEMPTS);
  });

  it('ends the render when not even the failure can be stored', async () => {
    const gate = Promise.withResolvers<void>();
    farm.before = () => gate.promise;
    const { id } = await startRender();
    await expect.poll(() => farm.calls.length).toBe(1);
    await refuseRowsWith(id, '"failures":1');
    gate.reject(new EdgereelError('BROWSER_CRASHED'));
    expect(await renderEnd(id)).toMatchObject({ status: 'failed', error: { code: 'STORAGE_UNAVAILABLE' } });
    await runDurableObjectAlarm(env.RENDER_SCHEDULER.getByName(schedulerName('main', id)));
    expect(farm.calls).toHaveLength(1);
  });
});
