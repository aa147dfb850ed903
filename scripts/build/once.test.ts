import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { once } from './once.ts';

test('work is done once, and again when a source changes, the stamp is gone or it failed', async () => {
  const folder = await temporaryFolder();
  const [source, stamp] = [join(folder, 'source'), join(folder, 'stamp')];
  let count = 0;
  const work = () => once(stamp, [source], async () => void count++);
  await writeFile(source, 'a');
  await work();
  await work();
  expect(count).toBe(1);
  await writeFile(source, 'b');
  await expect(once(stamp, [source], () => Promise.reject(new Error('no room')))).rejects.toThrow('no room');
  await work();
  expect(count).toBe(2);
  await rm(stamp);
  await work();
  expect(count).toBe(3);
});
