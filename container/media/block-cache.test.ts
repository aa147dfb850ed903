import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { makeTempFolder } from '../system/temp-folder.ts';
import { openBlockCache } from './block-cache.ts';

test('a block is fetched once while it is kept, and the one read longest ago makes room', async () => {
  await using folder = await makeTempFolder(tmpdir(), 'edgereel-blocks');
  const cache = openBlockCache(folder.path, 25);
  const fetched: string[] = [];
  const get = (name: string) =>
    cache.get(name, async () => {
      fetched.push(name);
      return Buffer.alloc(10, name);
    });
  await Promise.all([get('a'), get('a')]);
  await get('b');
  await get('a');
  expect(await get('c')).toEqual(Buffer.alloc(10, 'c'));
  expect((await readdir(folder.path)).toSorted()).toEqual(['a', 'c']);
  await get('b');
  expect(fetched).toEqual(['a', 'b', 'c', 'b']);
});

test('a block that could not be had is asked for again', async () => {
  await using folder = await makeTempFolder(tmpdir(), 'edgereel-blocks');
  const cache = openBlockCache(folder.path);
  await expect(cache.get('a', () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
  expect(await cache.get('a', async () => Buffer.from('here'))).toEqual(Buffer.from('here'));
});
