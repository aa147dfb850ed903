import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { isAlive } from '../processes.mjs';
import { startLocalNode, type LocalNode } from './local-node.ts';

async function startStub(): Promise<LocalNode> {
  const folder = await temporaryFolder();
  const program = join(folder, 'node.mjs');
  await writeFile(program, `console.log(JSON.stringify({ event: 'node.listening' })); setInterval(() => {}, 1000);`);
  const engine = { chromePath: '', ffmpegPath: '', ffprobePath: '' };
  const places = { logsDir: folder, recordDir: join(folder, 'parts'), tempDir: folder };
  return startLocalNode({ index: 0, port: 1, slots: 1, secret: '', engine, workDir: folder, places, program });
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
