import { spawnSync } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../test/support/temporary-folder.ts';
import { makeZombie } from '../test/support/zombie.ts';
import { findRunningSystem, lockDataDir } from './data-lock.ts';

test('a folder has one owner at a time, and nothing stays behind', async () => {
  const folder = join(await temporaryFolder(), 'new');
  const first = await lockDataDir(folder);
  await expect(lockDataDir(folder)).rejects.toMatchObject({ code: 'CONFLICT', details: { pid: process.pid } });
  expect(await readdir(folder)).toEqual(['system.json']);
  await first[Symbol.asyncDispose]();
  expect(await readdir(folder)).toEqual([]);
  await (await lockDataDir(folder))[Symbol.asyncDispose]();
});

/** Locks whose owner is gone, by how it went. */
const LEFT_LOCKS: Record<string, () => Promise<string>> = {
  dead: async () => JSON.stringify({ pid: spawnSync(process.execPath, ['--version']).pid }),
  empty: async () => '',
  // Another process got its id since, as happens after a restart of the machine.
  reborn: async () => JSON.stringify({ pid: process.pid, birth: 'before the restart' }),
};

test('a zombie does not hold a lock', async () => {
  await using zombie = await makeZombie();
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'system.json'), JSON.stringify({ pid: zombie.pid }));
  await (await lockDataDir(folder))[Symbol.asyncDispose]();
});

test('a living owner tells where its system is', async () => {
  const folder = await temporaryFolder();
  await using lock = await lockDataDir(folder);
  expect(await findRunningSystem(folder)).toBeNull();
  const address = { url: 'http://127.0.0.1:1', build: 'abc' };
  await lock.announce(address);
  expect(await findRunningSystem(folder)).toEqual(address);
  expect(await readdir(folder)).toEqual(['system.json']);
  await writeFile(join(folder, 'system.json'), JSON.stringify({ pid: process.pid, birth: 'earlier', address }));
  expect(await findRunningSystem(folder)).toBeNull();
});

test.for(Object.keys(LEFT_LOCKS))('of two that find the same %s lock, one takes it', async (kind) => {
  const left = await LEFT_LOCKS[kind]!();
  for (let round = 0; round < 15; round++) {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'system.json'), left);
    const outcomes = await Promise.allSettled([lockDataDir(folder), lockDataDir(folder)]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await readdir(folder)).toEqual(['system.json']);
  }
});
