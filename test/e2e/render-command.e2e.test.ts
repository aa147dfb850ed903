import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test, vi } from 'vitest';
import { REPO_ROOT } from '../../local/paths.ts';
import { processesOf } from '../support/processes-of.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const composition = (seconds: number): string => `<!doctype html>
<html data-composition-variables='[{"id":"color","type":"color","label":"Colour","default":"#ff0000"}]'>
  <style>#box { width: 64px; height: 64px; background: var(--color); animation: slide ${seconds}s linear } @keyframes slide { to { transform: translateX(64px) } }</style>
  <body><div data-composition-id="main" data-width="128" data-height="64" data-duration="${seconds}" data-no-timeline><div id="box"></div></div></body>
</html>`;

interface Command {
  child: ChildProcess;
  folder: string;
  outputPath: string;
  finished: Promise<{ exitCode: number | null; stdout: string; stderr: string }>;
}

/** Calls `render` as a fresh clone would, on a composition and a data folder of its own, as the leader of a process group. */
async function startRender(seconds: number, ...options: string[]): Promise<Command> {
  const folder = await temporaryFolder();
  const site = join(folder, 'site');
  await mkdir(site);
  await writeFile(join(site, 'index.html'), composition(seconds));
  const outputPath = join(folder, 'out.mp4');
  const words = [site, '--out', outputPath, '--data', join(folder, 'data'), '--json', ...options];
  const child = spawn(process.execPath, [join(REPO_ROOT, 'scripts/bootstrap.mjs'), 'cli/render.ts', ...words], {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const finished = Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]).then(
    ([[exitCode], stdout, stderr]) => ({
      exitCode: exitCode as number | null,
      stdout,
      stderr,
    }),
  );
  return { child, folder, outputPath, finished };
}

test('a folder becomes a file, and one line of JSON says which', async () => {
  const { finished, outputPath, folder } = await startRender(
    1,
    '--fps',
    '10',
    '--variables',
    '{"color":"#00ff00"}',
    '--nodes',
    '1',
  );
  const { exitCode, stdout, stderr } = await finished;
  expect(stderr).toContain('completed 100 %');
  expect(exitCode).toBe(0);
  const result: unknown = JSON.parse(stdout);
  const sha256 = createHash('sha256')
    .update(await readFile(outputPath))
    .digest('hex');
  expect(result).toMatchObject({
    output: outputPath,
    sha256,
    frames: 10,
    fps: '10',
    width: 128,
    height: 64,
    warnings: [],
  });
  expect(await processesOf(folder)).toEqual([]);
});

test('a folder in which nothing can be kept is refused at once, in a sentence', async () => {
  const places = [
    ['--data', '/proc/edgereel/data', '/proc cannot be used'],
    ['--data', join(REPO_ROOT, 'package.json/data'), 'package.json is a file, not a folder'],
    ['--out', join(REPO_ROOT, 'package.json/out.mp4'), 'package.json is a file, not a folder'],
  ] as const;
  for (const [option, path, message] of places) {
    const { finished } = await startRender(1, option, path);
    const { exitCode, stdout, stderr } = await finished;
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(message)]);
    expect(stderr).not.toContain('    at ');
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'INVALID_REQUEST' } });
  }
});

test('a failure is one line of JSON with code and message', async () => {
  const { finished, outputPath, folder } = await startRender(
    1,
    '--strict-variables',
    '--variables',
    '{"colour":"red"}',
    '--nodes',
    '1',
  );
  const { exitCode, stdout } = await finished;
  expect(exitCode).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'VARIABLES_INVALID', retryable: false } });
  expect(existsSync(outputPath)).toBe(false);
  expect(await processesOf(folder)).toEqual([]);
});

// Processes are found through /proc.
test.skipIf(process.platform !== 'linux').each([
  ['while it starts', 'Starting'],
  ['while frames are captured', 'rendering'],
])('Ctrl-C %s stops everything within five seconds', async (_when, sign) => {
  const { child, finished, outputPath, folder } = await startRender(60, '--nodes', '1');
  let stderr = '';
  child.stderr!.on('data', (data: Buffer) => (stderr += data.toString()));
  await vi.waitFor(() => expect(stderr).toContain(sign), { timeout: 60_000, interval: 20 });
  expect(await processesOf(folder)).not.toEqual([]);
  const stoppedAt = performance.now();
  process.kill(-child.pid!, 'SIGINT');
  const { exitCode } = await finished;
  expect(performance.now() - stoppedAt).toBeLessThan(5_000);
  expect(exitCode).toBe(130);
  expect(existsSync(outputPath)).toBe(false);
  expect(await processesOf(folder)).toEqual([]);
});

test.skipIf(process.platform !== 'linux')('a launcher that is killed outright leaves no process behind', async () => {
  const { child, finished, folder } = await startRender(60, '--nodes', '1');
  let stderr = '';
  child.stderr!.on('data', (data: Buffer) => (stderr += data.toString()));
  await vi.waitFor(() => expect(stderr).toContain('rendering'), { timeout: 60_000, interval: 20 });
  process.kill(-child.pid!, 'SIGKILL');
  await finished;
  await vi.waitFor(async () => expect(await processesOf(folder)).toEqual([]), { timeout: 5_000, interval: 100 });
});
