import { env } from 'cloudflare:workers';
import { reset, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ErrorCode } from '#contracts/errors.ts';
import { NODE_POOL_NAME } from '#contracts/keys.ts';
import { poolOf } from '../stubs.ts';
import { resetFarm } from '../testing/farm.ts';
import { restart } from '../testing/restart.ts';
import type { PoolRequest } from './node-pool.ts';
import { PoolStore } from './pool-store.ts';

beforeEach(async () => {
  await reset();
  resetFarm();
  await learnNodes();
});

const stub = () => env.NODE_POOL.getByName(NODE_POOL_NAME);
const sync = (holder: string, fields: Partial<PoolRequest> = {}) =>
  poolOf(env).sync({ holder, wanted: 0, engineId: null, held: [], released: [], ...fields });

/** Asks for slots of nodes that have answered before, so that the leases come with the answer. */
async function take(holder: string, wanted: number) {
  const { granted } = await sync(holder, { wanted });
  expect(granted).toHaveLength(wanted);
  return granted;
}

async function learnNodes(): Promise<void> {
  await runInDurableObject(stub(), (_pool, state) => {
    const store = new PoolStore(state.storage.sql);
    for (const id of ['http://node-a.test', 'http://node-b.test']) {
      store.putNode({ id, slots: 2, engineId: 'engine-a', probedAt: Date.now(), asideUntil: 0, failures: 0 });
    }
  });
}

describe('leases', () => {
  it('hands out every slot of every node once', async () => {
    const leases = await take('t/a', 4);
    expect(leases.map((lease) => lease.nodeId).toSorted()).toEqual([
      ...Array(2).fill('http://node-a.test'),
      ...Array(2).fill('http://node-b.test'),
    ]);
    expect((await sync('t/b', { wanted: 1 })).granted).toEqual([]);
    const [freed] = leases;
    await sync('t/a', { released: [{ leaseId: freed!.id, nodeId: freed!.nodeId, end: 'done' }] });
    // The freed slot is offered to t/b by name, which is no render here and lets it go; then it is there for the asking.
    await expect
      .poll(async () => (await sync('t/b', { wanted: 1 })).granted)
      .toMatchObject([{ nodeId: freed!.nodeId }]);
  });

  it('takes a lease back that nobody renews, and tells its holder', async () => {
    const [kept, lost] = await take('t/a', 2);
    await expire(lost!.id);
    expect(await sync('t/a', { held: [kept!.id, lost!.id] })).toEqual({
      granted: [],
      lapsed: [lost!.id],
      problem: null,
    });
    expect((await sync('t/b', { held: [kept!.id] })).lapsed).toEqual([kept!.id]);
  });

  it('survives a restart of the pool', async () => {
    const leases = await take('t/a', 4);
    await restart(env.NODE_POOL as never, NODE_POOL_NAME);
    expect((await sync('t/a', { held: leases.map((lease) => lease.id) })).lapsed).toEqual([]);
  });
});

describe('nodes', () => {
  it.each<[ErrorCode, boolean]>([
    ['NODE_LOST', true],
    ['NODE_TIMEOUT', true],
    ['BROWSER_CRASHED', false],
  ])('after %s a node is put aside: %s', async (end, isAside) => {
    const [lease] = await take('t/a', 1);
    await sync('t/a', { released: [{ leaseId: lease!.id, nodeId: lease!.nodeId, end }] });
    const row = await nodeRow(lease!.nodeId);
    expect(row.slots === null && row.aside_until > Date.now()).toBe(isAside);
  });

  it('counts a crash against a node that stays in use, until work succeeds there', async () => {
    const [lease] = await take('t/a', 1);
    const { nodeId } = lease!;
    await sync('t/a', { released: [{ leaseId: lease!.id, nodeId, end: 'BROWSER_CRASHED' }] });
    expect(await nodeRow(nodeId)).toMatchObject({ slots: 2, failures: 1 });
    const others = await take('t/a', 3);
    expect(others.slice(0, 2).map((each) => each.nodeId)).not.toContain(nodeId);
    const again = others[2]!;
    expect(again.nodeId).toBe(nodeId);
    await sync('t/a', { released: [{ leaseId: again.id, nodeId, end: 'dropped' }] });
    expect(await nodeRow(nodeId)).toMatchObject({ failures: 1 });
    await sync('t/a', { released: [{ leaseId: again.id, nodeId, end: 'done' }] });
    expect(await nodeRow(nodeId)).toMatchObject({ failures: 0 });
  });

  it('says why no node is usable, when none is', async () => {
    expect((await sync('t/a', { wanted: 1 })).problem).toBeNull();
    resetFarm({ isDraining: true });
    await runInDurableObject(stub(), (_pool, state) => void state.storage.sql.exec('DELETE FROM nodes'));
    await expect
      .poll(async () => (await sync('t/a', { wanted: 1 })).problem)
      .toMatchObject({ code: 'NO_CAPACITY', message: expect.stringContaining('is shutting down') as string });
  });

  it('uses a node again once its time aside is over', async () => {
    const leases = await take('t/a', 4);
    const released = leases.map((lease) => ({ leaseId: lease.id, nodeId: lease.nodeId, end: 'NODE_LOST' as const }));
    expect((await sync('t/a', { wanted: 1, released })).granted).toEqual([]);
    await runInDurableObject(stub(), (_pool, state) => void state.storage.sql.exec('UPDATE nodes SET aside_until = 0'));
    await runDurableObjectAlarm(stub());
    await expect.poll(async () => (await nodeRow('http://node-a.test')).slots).toBe(2);
    // To be ready is not yet to have done any work.
    expect((await nodeRow('http://node-a.test')).failures).toBe(1);
  });

  it('never uses a node of another protocol', async () => {
    resetFarm({ protocolVersion: 99 });
    await runInDurableObject(stub(), (_pool, state) => void state.storage.sql.exec('DELETE FROM nodes'));
    await sync('t/a', { wanted: 1 });
    await expect.poll(async () => (await nodeRow('http://node-a.test')).failures).toBeGreaterThan(0);
    expect((await sync('t/a', { wanted: 1 })).granted).toEqual([]);
  });
});

it('forgets nodes that are not named any more, and takes their leases back', async () => {
  await runInDurableObject(stub(), (_pool, { storage: { sql } }) => {
    for (let port = 0; port < 300; port++)
      sql.exec('INSERT INTO nodes VALUES (?, 2, ?, 0, 0, 1)', `http://127.0.0.1:${20_000 + port}`, 'engine-a');
    const later = Date.now() + 60_000;
    sql.exec('INSERT INTO leases VALUES (?, ?, ?, ?)', 'old', 'http://127.0.0.1:20001', 't/a', later);
  });
  const released = [{ leaseId: 'older', nodeId: 'http://127.0.0.1:20002', end: 'NODE_LOST' as const }];
  expect((await sync('t/a', { held: ['old'], released })).lapsed).toEqual(['old']);
  const count = (table: string) =>
    runInDurableObject(
      stub(),
      (_pool, { storage: { sql } }) => sql.exec(`SELECT * FROM ${table} WHERE 1`).toArray().length,
    );
  expect(await count('nodes')).toBeLessThanOrEqual(2);
  expect(await count('leases')).toBe(0);
});

it('says that renders can run when local nodes are named', async () => {
  expect(await poolOf(env).findCapacityProblem()).toBeNull();
});

function nodeRow(id: string): Promise<{ slots: number | null; aside_until: number; failures: number }> {
  return runInDurableObject(
    stub(),
    (_pool, state) => state.storage.sql.exec('SELECT * FROM nodes WHERE id = ?', id).toArray()[0] as never,
  );
}

async function expire(leaseId: string): Promise<void> {
  await runInDurableObject(
    stub(),
    (_pool, state) => void state.storage.sql.exec('UPDATE leases SET expires_at = 0 WHERE id = ?', leaseId),
  );
}
