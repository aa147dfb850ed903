import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { crc32 } from 'node:zlib';
import { expect, it } from 'vitest';
import { truncate } from 'node:fs/promises';
import { makeTempFolder } from '../system/temp-folder.ts';
import { readStored, readZip } from './zip-reader.ts';
import { openZip } from './zip-writer.ts';

async function write(path: string, files: Record<string, string>, comment?: string): Promise<void> {
  await using zip = await openZip(path);
  for (const [name, text] of Object.entries(files)) {
    const bytes = Buffer.from(text);
    await zip.add({ name, crc32: crc32(bytes), sizeBytes: bytes.length }, [bytes]);
  }
  await zip.finish(comment);
}

const FILES = { 'frame_000001.png': 'one', 'größe.txt': 'two', empty: '' };

it('is read back file by file, with a comment or without', async () => {
  await using folder = await makeTempFolder(tmpdir(), 'zip-test');
  for (const comment of [undefined, 'Edgereel']) {
    const path = folder.file(`${comment}.zip`);
    await write(path, FILES, comment);
    const files = await readZip(path);
    expect(files.map(({ name }) => name)).toEqual(Object.keys(FILES));
    const { signal } = new AbortController();
    const texts = await Promise.all(
      files.map(async (file) =>
        Buffer.concat(file.sizeBytes ? await Array.fromAsync(readStored(path, file, signal)) : []),
      ),
    );
    expect(texts.map(String)).toEqual(Object.values(FILES));
  }
});

it('is what other programs take it for', async () => {
  await using folder = await makeTempFolder(tmpdir(), 'zip-test');
  const path = folder.file('a.zip');
  await write(path, FILES, 'Edgereel');
  const script =
    'import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); print(z.testzip(), z.comment, sorted(z.namelist()))';
  try {
    execFileSync('python3', ['--version']);
  } catch {
    return;
  }
  const told = execFileSync('python3', ['-c', script, path], { encoding: 'utf8', env: { PYTHONIOENCODING: 'utf8' } });
  expect(told.trim()).toBe("None b'Edgereel' ['empty', 'frame_000001.png', 'größe.txt']");
});

it('goes beyond the numbers of the old format', async () => {
  await using folder = await makeTempFolder(tmpdir(), 'zip-test');
  const path = folder.file('many.zip');
  await write(path, Object.fromEntries(Array.from({ length: 65_536 }, (_, i) => [`f${i}`, ''])));
  const count = execFileSync('tail', ['-c', '98', path]).subarray(24);
  expect(Number(count.readBigUInt64LE(0))).toBe(65_536);
  const files = await readZip(path);
  expect(files).toHaveLength(65_536);
  expect(files.at(-1)).toMatchObject({ name: 'f65535', sizeBytes: 0 });
}, 60_000);

it('says so when it is cut off', async () => {
  await using folder = await makeTempFolder(tmpdir(), 'zip-test');
  const path = folder.file('cut.zip');
  await write(path, FILES);
  await truncate(path, 50);
  await expect(readZip(path)).rejects.toMatchObject({ code: 'CHUNK_MISMATCH' });
});
