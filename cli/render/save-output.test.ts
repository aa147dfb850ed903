import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { saveOutput } from './save-output.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

test('a file is saved under its name, folders included', async () => {
  const path = join(await temporaryFolder(), 'new/film.mp4');
  await saveOutput(new Response('film'), path, sha256('film'));
  expect(await readFile(path, 'utf8')).toBe('film');
});

test('a file with other bytes than announced leaves nothing behind', async () => {
  const folder = await temporaryFolder();
  await expect(saveOutput(new Response('fi'), join(folder, 'film.mp4'), sha256('film'))).rejects.toThrow(/has SHA-256/);
  expect(await readdir(folder)).toEqual([]);
});

test('stopping in the middle leaves nothing behind', async () => {
  const folder = await temporaryFolder();
  const stopping = new AbortController();
  const endless = new ReadableStream<Uint8Array>(
    { pull: (controller) => controller.enqueue(new Uint8Array(1024)) },
    { highWaterMark: 0 },
  );
  const saving = saveOutput(new Response(endless), join(folder, 'film.mp4'), sha256('film'), stopping.signal);
  stopping.abort(new Error('Ctrl-C'));
  await expect(saving).rejects.toThrow('Ctrl-C');
  expect(await readdir(folder)).toEqual([]);
});
