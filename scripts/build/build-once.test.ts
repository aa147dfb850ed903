import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { buildOnce } from './build-once.ts';

test('a build comes again when a source or what it made has changed, the stamp is gone or it failed', async () => {
  const folder = await temporaryFolder();
  const write = (name: string, text: string) => writeFile(join(folder, name), text);
  let count = 0;
  const build = async () => {
    await write('made.js', String(++count));
  };
  const run = (work = build) => buildOnce(folder, 'stamp', ['*.ts', 'made.js'], work);
  await write('source.ts', 'a');
  await run();
  await run();
  expect(count).toBe(1);
  await write('source.ts', 'b');
  await expect(run(() => Promise.reject(new Error('no room')))).rejects.toThrow('no room');
  await run();
  expect(count).toBe(2);
  await rm(join(folder, 'made.js'));
  await run();
  expect(count).toBe(3);
  await rm(join(folder, 'stamp'));
  await run();
  await run();
  expect(count).toBe(4);
});
