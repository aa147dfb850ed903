import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { digestFiles } from './digest-files.ts';

test('a digest tells names and bytes, not tests and not where the folder lies', async () => {
  const digestOf = async (parent: string, files: Record<string, string>): Promise<string> => {
    const folder = join(await temporaryFolder(), parent);
    for (const [name, text] of Object.entries(files)) {
      await mkdir(join(folder, name, '..'), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    return digestFiles(folder, ['**/*.ts']);
  };
  const digest = await digestOf('project', { 'a.ts': 'a', 'b/c.ts': 'c' });
  expect(await digestOf('testing/project', { 'a.ts': 'a', 'b/c.ts': 'c' })).toBe(digest);
  const ignored = { 'a.test.ts': 'x', 'testing/d.ts': 'x', 'e.md': 'x' };
  expect(await digestOf('project', { 'a.ts': 'a', 'b/c.ts': 'c', ...ignored })).toBe(digest);
  expect(await digestOf('project', { 'a.ts': 'b', 'b/c.ts': 'c' })).not.toBe(digest);
  expect(await digestOf('project', { 'a.ts': 'a', 'b/d.ts': 'c' })).not.toBe(digest);
});
