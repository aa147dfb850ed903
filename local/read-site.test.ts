import { createHash } from 'node:crypto';
import { mkdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { MAX_SITE_BYTES } from '#contracts/limits.ts';
import { temporaryFolder } from '../test/support/temporary-folder.ts';
import { readSite } from './read-site.ts';

async function folderWith(files: Record<string, string>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

const pathsOf = async (folder: string): Promise<string[]> => (await readSite(folder)).files.map(({ path }) => path);

test('the site id is the digest over path, NUL and bytes in order of path', async () => {
  const folder = await folderWith({ 'b.css': 'two', 'a/x.html': 'one' });
  const expected = createHash('sha256').update('a/x.html\0oneb.css\0two').digest('hex').slice(0, 16);
  const site = await readSite(folder);
  expect(site.siteId).toBe(expected);
  expect(site.files[0]).toMatchObject({
    path: 'a/x.html',
    sizeBytes: 3,
    sha256: createHash('sha256').update('one').digest('hex'),
  });
});

test('tools, results and hidden files stay out', async () => {
  const folder = await folderWith({
    'index.html': '',
    '.env': '',
    '.git/HEAD': '',
    'node_modules/a.js': '',
    'renders/x.mp4': '',
    'img/renders/y.png': '',
  });
  expect(await pathsOf(folder)).toEqual(['img/renders/y.png', 'index.html']);
});

test('links are followed, and a circle of them ends', async () => {
  const folder = await folderWith({ 'index.html': '' });
  const shared = await folderWith({ 'font.woff2': 'f' });
  await symlink(shared, join(folder, 'fonts'));
  await symlink(folder, join(folder, 'again'));
  expect(await pathsOf(folder)).toEqual(['fonts/font.woff2', 'index.html']);
});

test('a link that leads nowhere is named', async () => {
  const folder = await folderWith({ 'index.html': '' });
  await symlink('/nowhere/logo.png', join(folder, 'logo.png'));
  await expect(readSite(folder)).rejects.toThrow(/logo\.png is a link that leads nowhere/);
});

test('a site over the limit is refused before it is read', async () => {
  const folder = await folderWith({ 'index.html': '', 'film.mov': '' });
  await truncate(join(folder, 'film.mov'), MAX_SITE_BYTES + 1);
  await expect(readSite(folder)).rejects.toMatchObject({
    code: 'PAYLOAD_TOO_LARGE',
    details: { value: MAX_SITE_BYTES + 1 },
  });
});

test('a folder that is none is named', async () => {
  await expect(readSite('/nowhere/composition')).rejects.toMatchObject({
    code: 'COMPOSITION_NOT_FOUND',
    message: '/nowhere/composition is not a folder.',
  });
});
