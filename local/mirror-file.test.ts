import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../test/support/temporary-folder.ts';
import { findMirror, readMirror } from './mirror-file.ts';
import { readMirrors } from './mirror-options.ts';

test('the longest prefix wins, and what follows it is the path', () => {
  const mirrors = { 'https://': '/all', 'https://a.test/': '/a', 'https://a.test/img/': '/img' };
  expect(findMirror(mirrors, 'https://a.test/img/x.png?y=1')).toEqual({ folder: '/img', rest: 'x.png?y=1' });
  expect(findMirror(mirrors, 'https://a.test/x')).toEqual({ folder: '/a', rest: 'x' });
  expect(findMirror(mirrors, 'https://b.test/x')).toEqual({ folder: '/all', rest: 'b.test/x' });
  expect(findMirror({ 'https://a.test/': '/a' }, 'https://b.test/')).toBeNull();
});

test('a URL means one file of the folder, and nothing outside it', async () => {
  const parent = await temporaryFolder();
  const folder = join(parent, 'mirror');
  await mkdir(join(folder, 'deep'), { recursive: true });
  await writeFile(join(parent, 'secret.txt'), 'secret');
  const files = ['a.js', 'deep/index.html', 'b c.png', 'css2%3Ffamily%3DInter.css', 'css2.css', 'x.json?v=1', 'x.json'];
  for (const name of files) await writeFile(join(folder, name), name);

  const read = async (rest: string) => {
    const file = await readMirror(folder, rest);
    return file && [file.body.toString(), file.contentType];
  };
  expect(await read('a.js')).toEqual(['a.js', 'text/javascript; charset=utf-8']);
  expect(await read('a.js?v=3')).toEqual(['a.js', 'text/javascript; charset=utf-8']);
  expect(await read('deep/')).toEqual(['deep/index.html', 'text/html; charset=utf-8']);
  expect(await read('b%20c.png')).toEqual(['b c.png', 'image/png']);
  expect(await read('css2?family=Inter')).toEqual(['css2%3Ffamily%3DInter.css', 'text/css; charset=utf-8']);
  expect(await read('css2?family=Roboto')).toEqual(['css2.css', 'text/css; charset=utf-8']);
  expect(await read('x.json?v=1')).toEqual(['x.json?v=1', 'application/octet-stream']);
  expect(await read('x.json?v=2')).toEqual(['x.json', 'application/json']);
  for (const rest of [
    '',
    'none.js',
    'deep',
    '../secret.txt',
    '%2e%2e/secret.txt',
    '..%2fsecret.txt',
    'deep/%00',
    '%zz',
  ])
    expect([rest, await read(rest)]).toEqual([rest, null]);
});

test('options name https: prefixes and folders that exist', async () => {
  const folder = await temporaryFolder();
  expect(readMirrors([`https://a.test=${folder}`, `https://b.test/?x=1=${folder}`])).toEqual({
    'https://a.test/': folder,
    'https://b.test/?x=1': folder,
  });
  expect(() => readMirrors([`http://a.test/=${folder}`])).toThrow('--mirror must be <https-url-prefix>=<folder>');
  expect(() => readMirrors([folder])).toThrow('--mirror must be');
  expect(() => readMirrors([`https://a.test/=${folder}/none`])).toThrow('none is not a folder');
});
