import { chmod, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../test/support/temporary-folder.ts';
import { checkWritable, prepareFolder } from './check-path.ts';
import { UsageError } from './run-program.ts';

const isLinux = process.platform === 'linux';
const isRoot = process.getuid?.() === 0;

test('a folder is made with those above it, and nothing else is left', async () => {
  const base = await temporaryFolder();
  const folder = join(base, 'a/b/c');
  await prepareFolder('--data', folder);
  await prepareFolder('--data', folder);
  expect(await readdir(base, { recursive: true })).toEqual(['a', 'a/b', 'a/b/c']);
});

test('a file may be written where folders are still to be made', async () => {
  const base = await temporaryFolder();
  await writeFile(join(base, 'old.mp4'), '');
  await checkWritable('--out', join(base, 'old.mp4'), 'file');
  await checkWritable('--out', join(base, 'new/deep/out.mp4'), 'file');
  await checkWritable('--out', join(base, 'stream'), 'folder');
  expect(await readdir(base)).toEqual(['old.mp4']);
});

test('what cannot hold files is refused with its reason', async () => {
  const base = await temporaryFolder();
  await writeFile(join(base, 'file'), '');
  await mkdir(join(base, 'folder'));
  await symlink(join(base, 'nowhere'), join(base, 'link'));
  await symlink(join(base, 'loop'), join(base, 'loop'));
  const refused = (work: Promise<void>, message: RegExp) =>
    expect(work).rejects.toSatisfy((error: Error) => error instanceof UsageError && message.test(error.message));
  await refused(prepareFolder('--data', join(base, 'file')), /^--data \S+file: \S+\/file is a file, not a folder\.$/);
  await refused(prepareFolder('--data', join(base, 'file/a/b')), /\/file is a file, not a folder\.$/);
  await refused(prepareFolder('--data', join(base, 'link/a')), /\/link cannot be made: a link that leads nowhere/);
  await refused(prepareFolder('--data', join(base, 'loop/a')), /its links lead round in a circle/);
  await refused(prepareFolder('--data', join(base, 'n'.repeat(300))), /the name is too long/);
  await refused(checkWritable('--out', join(base, 'folder'), 'file'), /--out must name a file; \S+ is a folder\./);
  await refused(checkWritable('--out', join(base, 'file'), 'folder'), /--out must name a folder; \S+ is a file\./);
  await refused(checkWritable('--out', join(base, 'file/x.mp4'), 'file'), /\/file is a file, not a folder\.$/);
  await refused(checkWritable('--out', '/dev/null', 'file'), /--out must name a file; \/dev\/null is neither/);
});

// A recursive `mkdir` in /proc never ends.
test.runIf(isLinux)('file systems of the kernel are refused at once', async () => {
  const startedAt = performance.now();
  for (const path of ['/proc/edgereel', '/proc/a/b/c', '/proc', '/sys/edgereel/data', '/proc/self/fd/a']) {
    expect([path, await prepareFolder('--data', path).catch((error: Error) => error.name)]).toEqual([
      path,
      'UsageError',
    ]);
    await expect(checkWritable('--out', join(path, 'x.mp4'), 'file')).rejects.toThrow(UsageError);
  }
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});

// Root may write anywhere.
test.skipIf(isRoot)('a folder that may not be written is refused', async () => {
  const base = await temporaryFolder();
  await chmod(base, 0o500);
  await expect(prepareFolder('--data', join(base, 'a'))).rejects.toThrow(/it may not be written by this user/);
  await chmod(base, 0o700);
});
