import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { CompositionIndex } from '#contracts/render.ts';
import { REPO_ROOT } from '../paths.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { serveCompositions } from './live-compositions.ts';

async function open(files: Record<string, string>) {
  const folder = await temporaryFolder();
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  };
  for (const [path, text] of Object.entries(files)) await write(path, text);
  const serve = serveCompositions(folder, join(REPO_ROOT, 'node_modules'));
  return {
    folder,
    write,
    get: (path: string) => serve({ url: `http://assets/compositions/${path}` }),
    index: async () =>
      (await (await serve({ url: 'http://assets/compositions/index.json' })).json()) as CompositionIndex,
  };
}

const page = (title: string): string =>
  `<title>${title}</title><div data-composition-id="a" data-width="320" data-height="180" data-duration="1"></div>`;

test('each look finds the compositions as they are at the moment', async () => {
  const { folder, write, index } = await open({ 'one/index.html': page('A'), 'one/a.css': 'p{}' });
  const seen = new Set<string>();
  const look = async (): Promise<string[]> => {
    const { compositions } = await index();
    for (const { siteId } of compositions) seen.add(siteId);
    return compositions.map(({ name, title, files }) => `${name} ${title} ${files.map(({ path }) => path).join()}`);
  };
  expect(await look()).toEqual(['one A a.css,index.html']);
  // Of the same length, at once.
  await write('one/index.html', page('B'));
  expect(await look()).toEqual(['one B a.css,index.html']);
  await write('one/a.css', 'b{}');
  await write('one/deep/b.js', '');
  expect(await look()).toEqual(['one B a.css,deep/b.js,index.html']);
  await write('two/index.html', page('C'));
  expect(await look()).toEqual(['one B a.css,deep/b.js,index.html', 'two C index.html']);
  await rename(join(folder, 'one'), join(folder, 'three'));
  expect(await look()).toEqual(['three B a.css,deep/b.js,index.html', 'two C index.html']);
  await rm(join(folder, 'three'), { recursive: true });
  await rm(join(folder, 'two/index.html'));
  expect(await look()).toEqual([]);
  expect(seen.size).toBe(4);
});

test('files are served as they are in the site, and no others', async () => {
  const { get, write } = await open({ 'one/index.html': page('A'), 'one/ä b.css': 'p{}', 'one/.env': 'secret' });
  await write('one/node_modules/x.js', 'tool');
  await write('one/renders/x.mp4', 'result');
  await write('one/img/renders/x.svg', '<svg/>');
  const found = await get('one/%C3%A4%20b.css');
  expect([found.status, found.headers.get('content-type'), await found.text()]).toEqual([
    200,
    'text/css; charset=utf-8',
    'p{}',
  ]);
  expect((await get('one/img/renders/x.svg')).status).toBe(200);
  for (const path of [
    'one/.env',
    'one/node_modules/x.js',
    'one/renders/x.mp4',
    'one',
    'one/',
    '%2e%2e%2fx',
    'one/none',
    '%zz',
  ])
    expect([path, (await get(path)).status]).toEqual([path, 404]);
});

test('a composition that cannot be rendered is told apart, and the others stay', async () => {
  const { folder, index } = await open({
    'bad/index.html': '<script src="vendor/no-such.js"></script>',
    'good/index.html': `${page('A')}<script src="vendor/gsap.min.js"></script>`,
    'broken/index.html': page('B'),
  });
  await symlink(join(folder, 'nowhere'), join(folder, 'broken/picture.png'));
  const { compositions, problems } = await index();
  expect(compositions.map(({ name, files }) => [name, files.map(({ path }) => path)])).toEqual([
    ['good', ['index.html', 'vendor/gsap.min.js']],
  ]);
  expect(problems).toEqual([
    { name: 'bad', message: expect.stringContaining('uses vendor/no-such.js') as string },
    { name: 'broken', message: expect.stringContaining('picture.png is a link that leads nowhere') as string },
  ]);
});
