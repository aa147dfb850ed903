import { spawnSync } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { lockDataDir } from './data-lock.ts';

test('a folder has one owner at a time, and nothing stays behind', async () => {
  const folder = join(await temporaryFolder(), 'new');
  const first = await lockDataDir(folder);
  await expect(lockDataDir(folder)).rejects.toMatchObject({ code: 'CONFLICT', details: { pid: process.pid } });
  expect(await readdir(folder)).toEqual(['system.pid']);
  await first[Symbol.asyncDispose]();
  expect(await readdir(folder)).toEqual([]);
  await (await lockDataDir(folder))[Symbol.asyncDispose]();
});

test.for(['dead', 'empty'])('of two that find the same %s lock, one takes it', async (kind) => {
  const deadPid = spawnSync(process.execPath, ['--version']).pid;
  for (let round = 0; round < 50; round++) {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'system.pid'), kind === 'dead' ? String(deadPid) : '');
    const outcomes = await Promise.allSettled([lockDataDir(folder), lockDataDir(folder)]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await readdir(folder)).toEqual(['system.pid']);
  }
});
