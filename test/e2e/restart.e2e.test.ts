/**
 * `npm start` on one data folder again and again, however it ended: what it promised is there, and what was under way goes on by itself.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { createClient, type Client } from '../../client/client.ts';
import { REPO_ROOT } from '../../local/paths.ts';
import { isAlive } from '../../local/processes.mjs';
import { processesOf } from '../support/processes-of.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const GONE = { timeout: 15_000, interval: 50 };

/** Every frame takes its time, so that a render is under way for some seconds. */
const slowPage = (id: string): string => `<!doctype html>
<style>#box { width: 64px; height: 64px; background: red; animation: slide 2s linear } @keyframes slide { to { transform: translateX(200px) } }</style>
<div data-composition-id="${id}" data-width="320" data-height="180" data-duration="2" data-no-timeline><div id="box"></div></div>
<script>
  const work = () => { for (let sum = 0, i = 0; i < 2e7; i++) sum += Math.sqrt(i); requestAnimationFrame(work); };
  requestAnimationFrame(work);
</script>`;

interface RunningStart {
  npm: ChildProcess;
  url: string;
  client: Client;
}

let running: { npm: ChildProcess; folder: string } | undefined;
afterEach(async () => {
  if (running) for (const { pid } of await processesOf(running.folder)) kill(pid);
  running = undefined;
});

/** As a user calls it: npm, its shell, the launcher and what that starts. Its temporary folder is `tmp` in `folder`. */
async function startSystem(folder: string): Promise<RunningStart> {
  const words = ['start', '--', '--port', '0', '--nodes', '1', '--data', join(folder, 'data')];
  const npm = spawn('npm', words, {
    cwd: REPO_ROOT,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR: join(folder, 'tmp') },
  });
  running = { npm, folder };
  let output = '';
  npm.stdout.on('data', (data: Buffer) => (output += data.toString()));
  await vi.waitFor(() => expect(output).toContain('Ready on'), { timeout: 90_000, interval: 50 });
  const url = /Ready on (\S+)/.exec(output)![1]!;
  return { npm, url, client: createClient({ baseUrl: url }) };
}

const kill = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
};

const livingOf = async (folder: string): Promise<string[]> =>
  (await processesOf(folder)).filter(({ pid }) => isAlive(pid)).map(({ command }) => command);

/** Waits until some chunks of a render are stored, and some are not. */
async function whenHalfDone(client: Client, renderId: string): Promise<void> {
  for await (const { progress, status } of client.followRender(renderId)) {
    if (status === 'completed') throw new Error('The render ended before it could be disturbed.');
    if (status === 'rendering' && progress.ratio > 0.2) return;
  }
}

async function readOutput(client: Client, renderId: string): Promise<string> {
  const bytes = new Uint8Array(await (await client.fetchOutput(renderId)).arrayBuffer());
  return createHash('sha256').update(bytes).digest('hex');
}

/** The ways in which a system ends. Each resolves when its processes are gone. */
const ENDS: Record<string, (start: RunningStart, folder: string) => Promise<void>> = {
  'Ctrl-C': async ({ npm }) => {
    process.kill(-npm.pid!, 'SIGINT');
    await once(npm, 'exit');
  },
  'kill -9 of npm': async ({ npm }) => npm.kill('SIGKILL') as unknown as void,
  'kill -9 of all processes': async (_start, folder) => {
    for (const { pid } of await processesOf(folder)) kill(pid);
  },
};

// Processes are found through /proc.
test.skipIf(process.platform !== 'linux')(
  'a system that ends, however it ends, goes on when it starts anew',
  async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'tmp'));
    const done: { renderId: string; sha256: string }[] = [];
    let start = await startSystem(folder);

    for (const [name, end] of Object.entries(ENDS)) {
      const request = { composition: slowPage(`main-${done.length}`), fps: '30', chunkSize: 10 };
      const { id } = await start.client.createRender(request);
      await whenHalfDone(start.client, id);
      await end(start, folder);
      await vi.waitFor(async () => expect([name, await livingOf(folder)]).toEqual([name, []]), GONE);
      expect([name, await readdir(join(folder, 'tmp'))]).toEqual([name, []]);

      start = await startSystem(folder);
      // Nobody asks for the render: that alone would wake it.
      const log = join(folder, 'data/logs/worker.log');
      await vi.waitFor(async () => expect(await readFile(log, 'utf8').catch(() => '')).toContain(`"render.finished"`), {
        timeout: 120_000,
        interval: 200,
      });
      const render = await start.client.readRender(id);
      expect(render).toMatchObject({ status: 'completed', output: { frames: 60 }, attempts: [] });
      done.push({ renderId: id, sha256: await readOutput(start.client, id) });
      expect(done.at(-1)!.sha256).toBe(render.output!.sha256);
    }

    // Renders, sites and finished videos of every life are there.
    const { renders } = await start.client.listRenders();
    expect(renders.map(({ id }) => id).toSorted()).toEqual(done.map(({ renderId }) => renderId).toSorted());
    for (const { renderId, sha256 } of done) expect(await readOutput(start.client, renderId)).toBe(sha256);
    const states = await readdir(join(folder, 'data/state'), { recursive: true });
    expect(states.filter((path) => /RenderScheduler\/[0-9a-f]{64}\.sqlite$/.test(path))).toHaveLength(done.length);
    expect(states.some((path) => path.includes('edgereel-artifacts/'))).toBe(true);

    await ENDS['Ctrl-C']!(start, folder);
    expect((await readdir(join(folder, 'data'))).toSorted()).toEqual(['logs', 'state']);
    expect(await readdir(join(folder, 'tmp'))).toEqual([]);
  },
);
