import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
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

test('a name that resolves to an address within the house is refused', async () => {
  await using gateway = await startWebGateway({});
  const answer = await fetch(`${gateway.remoteMirrors['https://']}localhost/secrets`);
  expect(answer.status).toBe(403);
  expect(answer.headers.get('x-edgereel-refused')).toMatch(
    /^https:\/\/localhost\/secrets is not fetched: localhost resolves to (127\.0\.0\.1|::1), which is not public/,
  );
});

test('a host that does not exist ends the connection', async () => {
  await using gateway = await startWebGateway({});
  await expect(fetch(`${gateway.remoteMirrors['https://']}no-such-host.invalid/`)).rejects.toThrow('fetch failed');
});

test('nobody else is served', async () => {
  await using gateway = await startWebGateway({});
  const { origin } = new URL(gateway.remoteMirrors['https://']!);
  expect((await fetch(`${origin}/example.com/`)).status).toBe(403);
});
