import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../test/support/temporary-folder.ts';
import { isAlive } from './processes.mjs';
import { startLocalNode, type LocalNode } from './local-node.ts';

const STUB = `import { readFileSync } from 'node:fs';
  const handed = readFileSync(Number(process.env.EDGEREEL_CREDENTIALS_FD), 'utf8');
  console.log(JSON.stringify({ event: 'node.listening', engineId: handed, engineBuild: JSON.stringify(process.env) }));
  setInterval(() => {}, 1000);`;

async function startStub(secret = ''): Promise<LocalNode> {
  const folder = await temporaryFolder();
  const program = join(folder, 'node.mjs');
  await writeFile(program, STUB);
  const engine = { chromePath: '', ffmpegPath: '', ffprobePath: '' };
  const places = { logsDir: folder, recordDir: join(folder, 'parts'), tempDir: folder };
  return startLocalNode({ index: 0, port: 1, slots: 1, secret, engine, workDir: folder, places, program });
}

test('a node that dies comes back, and stopping ends the one that came', async () => {
  const node = await startStub();
  const firstPid = node.pid;
  process.kill(firstPid, 'SIGKILL');
  await vi.waitFor(() => expect(node.pid).not.toBe(firstPid), { timeout: 5_000, interval: 5 });
  await node.stop();
  expect(isAlive(node.pid)).toBe(false);
});

test('a node that is stopped while it comes back stays away', async () => {
  const node = await startStub();
  process.kill(node.pid, 'SIGKILL');
  await vi.waitFor(() => expect(isAlive(node.pid)).toBe(false), { interval: 5 });
  await node.stop();
  expect(isAlive(node.pid)).toBe(false);
});

afterEach(() => vi.unstubAllEnvs());

test('a node is handed its secret, and finds neither that nor any key of the user in its environment', async () => {
  vi.stubEnv('EDGEREEL_ADMIN_KEY', 'of-the-user');
  vi.stubEnv('CLOUDFLARE_API_TOKEN', 'of-the-user');
  vi.stubEnv('EDGEREEL_READY_TIMEOUT_MS', '1234');
  const node = await startStub('hush-hush');
  try {
    expect(node.engineId).toBe('hush-hush');
    expect(node.engineBuild).not.toMatch(/hush-hush|of-the-user/);
    expect(JSON.parse(node.engineBuild!)).toMatchObject({
      PATH: process.env['PATH'],
      EDGEREEL_READY_TIMEOUT_MS: '1234',
    });
  } finally {
    await node.stop();
  }
});
