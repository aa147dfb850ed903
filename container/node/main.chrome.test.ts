import { spawn } from 'node:child_process';
import { access } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ChunkResult, PlanResult, PROTOCOL_VERSION, type NodeMessage } from '#contracts/protocol.ts';
import { makeTempFolder, type TempFolder } from '../system/temp-folder.ts';
import { numberedFrames } from '../testing/compositions.ts';
import { startMemoryArtifacts, type MemoryArtifacts } from '../testing/memory-artifacts.ts';
import { finalMessage, startNodeProcess, type NodeProcess } from '../testing/node-process.ts';
import { browsersOf, descendantsOf, encodersOf, type ChildProcess } from '../testing/process-tree.ts';

let artifacts: MemoryArtifacts;
let folder: TempFolder;
let node: NodeProcess;
let common: { renderId: string; tenantId: string; attempt: number; artifactsUrl: string };

beforeEach(async () => {
  artifacts = await startMemoryArtifacts();
  folder = await makeTempFolder(tmpdir(), 'edgereel-main-test');
  common = { renderId: 'r1', tenantId: 'main', attempt: 1, artifactsUrl: artifacts.url };
});
afterEach(async () => {
  await artifacts[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const start = async (env: Record<string, string> = {}) => {
  node = await startNodeProcess({ EDGEREEL_WORK_DIR: folder.file('work'), EDGEREEL_SLOTS: '2', ...env });
};
async function plan(frames: number): Promise<string> {
  const siteId = artifacts.addSite('main', { 'index.html': numberedFrames(frames) });
  const call = {
    ...common,
    siteId,
    entry: 'index.html',
    variables: {},
    strictVariables: false,
    strictness: 'best-effort',
    format: 'mp4',
    codec: 'h264',
    quality: 'draft',
    chunkSize: frames,
  };
  const message = await finalMessage(await node.call('plan', call));
  if (message.type !== 'result') throw new Error(JSON.stringify(message));
  return PlanResult.parse(message.result).planHash;
}
/** Begins a chunk; resolves when frames come. The rest of the messages are read in the background. */
async function startChunk(planHash: string, signal?: AbortSignal): Promise<{ messages: Promise<NodeMessage[]> }> {
  const captured = Promise.withResolvers<void>();
  const read = async () => {
    const messages: NodeMessage[] = [];
    for await (const message of await node.call('chunk', { ...common, planHash, index: 0 }, signal)) {
      messages.push(message);
      if (message.type === 'progress' && message.stage === 'capture' && message.framesDone >= 3) captured.resolve();
    }
    return messages;
  };
  const messages = read();
  messages.catch(captured.reject);
  await captured.promise;
  return { messages };
}
/** The second signal waits until the first has been taken: two at once are one. */
async function stopTwice(): Promise<void> {
  node.child.kill('SIGTERM');
  await expect.poll(() => node.events.at(-1)).toMatchObject({ event: 'node.draining' });
  node.child.kill('SIGTERM');
}
const isAlive = ({ pid }: ChildProcess) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
/** Checks that nothing of what ran is left, be it as a process or as a folder. */
async function expectNothingLeft(processes: ChildProcess[], { folderToo = true } = {}): Promise<void> {
  await expect.poll(() => processes.filter(isAlive), { timeout: 5_000 }).toEqual([]);
  if (folderToo) await expect(access(folder.file('work'))).rejects.toMatchObject({ code: 'ENOENT' });
}

describe('a node', () => {
  afterEach(() => node[Symbol.asyncDispose]());

  it('says where it listens, that it is ready, and renders', async () => {
    await start();
    expect(node.events[0]).toMatchObject({
      event: 'node.listening',
      slots: 2,
      engineId: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
    const readiness = (await (await fetch(`${node.url}/readyz`)).json()) as object;
    expect(readiness).toEqual({
      ready: true,
      protocolVersion: PROTOCOL_VERSION,
      engine: {
        id: node.events[0]!['engineId'],
        edgereel: expect.stringMatching(/^\d+\.\d+\.\d+\+[0-9a-f]{12}$/),
        chrome: expect.stringMatching(/^\w*Chrom\w* .*\d+\./),
        ffmpeg: expect.stringMatching(/^\S+\+[0-9a-f]{12}$/),
        fonts: expect.stringMatching(/^[0-9a-f]{12}$/),
      },
      slots: 2,
      slotsBusy: 0,
      isDraining: false,
    });

    const { messages } = await startChunk(await plan(5));
    const [first, ...rest] = await messages;
    expect(first).toEqual({ type: 'heartbeat' });
    expect(rest.filter((message) => message.type === 'progress').at(-1)).toMatchObject({
      framesDone: 5,
      framesTotal: 5,
    });
    const finals = rest.filter((message) => message.type === 'result' || message.type === 'error');
    expect(finals).toHaveLength(1);
    expect(rest.at(-1)).toBe(finals[0]);
    expect(ChunkResult.parse((finals[0] as { result: unknown }).result)).toMatchObject({ index: 0, frames: 5 });
    const events = node.events.map((event) => event['event']);
    // Chrome's sandbox is told of once it is known.
    expect(events).toContain('node.sandbox');
    expect(events.filter((event) => event !== 'node.sandbox')).toEqual(['node.listening', 'node.plan', 'node.chunk']);
  });

  it('takes as many calls as it has slots', async () => {
    await start({ EDGEREEL_SLOTS: '1' });
    const planHash = await plan(200);
    const abort = new AbortController();
    const { messages } = await startChunk(planHash, abort.signal);
    await expect(node.call('chunk', { ...common, planHash, index: 0 })).rejects.toThrow(/NO_CAPACITY/);

    const started = performance.now();
    abort.abort();
    await expect(messages).rejects.toMatchObject({ name: 'AbortError' });
    const slotsBusy = async () =>
      ((await (await fetch(`${node.url}/readyz`)).json()) as { slotsBusy: number }).slotsBusy;
    await expect.poll(slotsBusy, { timeout: 3_000, interval: 20 }).toBe(0);
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(node.events.at(-1)).toMatchObject({ event: 'node.chunk', outcome: 'canceled' });
    expect(await encodersOf(node.child.pid!)).toEqual([]);
  });

  it('finishes the work under way on SIGTERM, takes no more, and leaves nothing', async () => {
    await start();
    const planHash = await plan(60);
    const { messages } = await startChunk(planHash);
    const processes = await descendantsOf(node.child.pid!);
    expect(processes.length).toBeGreaterThan(2);
    node.child.kill('SIGTERM');
    await expect.poll(async () => (await fetch(`${node.url}/readyz`)).status).toBe(503);
    await expect(node.call('chunk', { ...common, planHash, index: 0 })).rejects.toThrow(/NO_CAPACITY.*shutting down/);
    expect((await messages).at(-1)).toMatchObject({ type: 'result', result: { frames: 60 } });
    expect(await node.exited).toBe(0);
    expect(node.events.at(-1)).toMatchObject({ event: 'node.stopped', reason: 'SIGTERM' });
    await expectNothingLeft(processes);
  });

  it.each([
    ['a second SIGTERM', {}, stopTwice],
    ['the end of the time to drain', { EDGEREEL_DRAIN_MS: '100' }, () => node.child.kill('SIGTERM')],
    ['SIGINT', {}, () => node.child.kill('SIGINT')],
    ['the end of its parent', { EDGEREEL_EXIT_WITH_PARENT: '1' }, () => node.child.stdin!.end()],
  ])('ends the work under way at %s, and leaves nothing', async (_what, env, act) => {
    await start(env);
    const { messages } = await startChunk(await plan(600));
    const processes = await descendantsOf(node.child.pid!);
    await act();
    expect((await messages).at(-1)).toMatchObject({ type: 'error', error: { code: 'CANCELLED' } });
    expect(await node.exited).toBe(0);
    await expectNothingLeft(processes);
  });

  it('leaves no process even when it is killed', async () => {
    await start();
    const { messages } = await startChunk(await plan(600));
    const processes = await descendantsOf(node.child.pid!);
    expect((await browsersOf(node.child.pid!)).length).toBeGreaterThan(0);
    node.child.kill('SIGKILL');
    await expect(messages).rejects.toThrow();
    await expectNothingLeft(processes, { folderToo: false });
  });

  it('stays when standard input closes unless told otherwise', async () => {
    await start();
    node.child.stdin!.end();
    expect((await fetch(`${node.url}/healthz`)).status).toBe(200);
    node.child.kill('SIGTERM');
    expect(await node.exited).toBe(0);
  });
});

describe('a node does not start', () => {
  it.each([
    ['with a bad setting', { EDGEREEL_SLOTS: 'many' }, /EDGEREEL_SLOTS must be an integer/],
    ['without Chrome', { EDGEREEL_CHROME: '/nowhere/chrome' }, /Chrome did not start from \/nowhere\/chrome/],
    ['without FFmpeg', { EDGEREEL_FFMPEG: '/nowhere/ffmpeg' }, /FFmpeg did not start from \/nowhere\/ffmpeg/],
  ])('%s, and says why', async (_what, env, message) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, PORT: '0', HOST: '127.0.0.1', EDGEREEL_WORK_DIR: folder.file('work'), ...env },
    });
    const [stderr, code] = await Promise.all([
      Array.fromAsync(child.stderr as AsyncIterable<Buffer>),
      new Promise((resolve) => child.once('exit', resolve)),
    ]);
    expect(Buffer.concat(stderr).toString()).toMatch(message);
    expect(code).toBe(1);
  });
});
