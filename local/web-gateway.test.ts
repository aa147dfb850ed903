import type { lookup, LookupAddress } from 'node:dns';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../test/support/temporary-folder.ts';
import { startWebGateway } from './web-gateway.ts';

test('mirrored addresses come from their folders', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'a.css'), 'p{}');
  await using gateway = await startWebGateway({ 'https://a.test/': folder });
  const base = gateway.remoteMirrors['https://']!;

  const found = await fetch(`${base}a.test/a.css?v=1`);
  expect([found.status, found.headers.get('content-type'), await found.text()]).toEqual([
    200,
    'text/css; charset=utf-8',
    'p{}',
  ]);
  const missing = await fetch(`${base}a.test/b.css`);
  expect([missing.status, missing.statusText]).toEqual([404, 'Not in the mirror']);
});

test.for([
  'localhost/secrets',
  'a.lan/',
  '127.0.0.1:1/',
  '2130706433/',
  '169.254.169.254/latest/meta-data',
  '168.63.129.16/',
  '[::1]/',
  '[::ffff:7f00:1]/',
  '[64:ff9b::a9fe:a9fe]/',
  'user:password@example.com/',
])('https://%s is refused before anything is connected to', async (address) => {
  await using gateway = await startWebGateway({});
  const answer = await fetch(`${gateway.remoteMirrors['https://']}${address}`);
  expect(answer.status).toBe(403);
  expect(answer.headers.get('x-edgereel-refused')).toMatch(/ is not fetched: /);
});

test.for([['10.0.0.1'], ['8.8.8.8', '10.0.0.1'], ['::ffff:169.254.169.254'], ['fd00:ec2::254'], ['168.63.129.16']])(
  'a public name that resolves to %j is refused without naming an address of the house',
  async (addresses) => {
    const resolve = ((_name: string, _options: object, answer: (error: null, found: LookupAddress[]) => void) =>
      answer(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      )) as unknown as typeof lookup;
    await using gateway = await startWebGateway({}, resolve);
    const answer = await fetch(`${gateway.remoteMirrors['https://']}a.example.com/x`);
    expect(answer.status).toBe(403);
    expect(answer.headers.get('x-edgereel-refused')).toBe(
      'https://a.example.com/x is not fetched: a.example.com resolves to an address that is not public. Put a copy of the file into the site.',
    );
  },
);

test('a host that does not exist ends the connection', async () => {
  await using gateway = await startWebGateway({});
  await expect(fetch(`${gateway.remoteMirrors['https://']}no-such-host.invalid/`)).rejects.toThrow('fetch failed');
});

test('nobody else is served', async () => {
  await using gateway = await startWebGateway({});
  const { origin } = new URL(gateway.remoteMirrors['https://']!);
  expect((await fetch(`${origin}/example.com/`)).status).toBe(403);
});
