import { execFileSync } from 'node:child_process';
import { access, chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Target } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { chunkKey } from '#contracts/keys.ts';
import type { NodeProgress } from '#contracts/protocol.ts';
import { PAGE_ORIGIN } from '../../container/capture/missing-file.ts';
import { composition, numberedFrames } from '../../container/testing/compositions.ts';
import { engineConfig, startTestNode, TENANT, type TestNode } from '../../container/testing/engine-fixture.ts';
import { browsersOf, drawersOf, encodersOf, renderersOf } from '../../container/testing/process-tree.ts';

const SHORT_CHUNK = 1;

let node: TestNode;
let planHash: string;
/** Both chunks as they should be, by key. */
const rendered = new Map<string, Buffer>();
beforeAll(async () => {
  node = await startTestNode({ readyTimeoutMs: 5_000 });
  ({ planHash } = await node.plan(numberedFrames(70), { chunkSize: 60 }));
  for (const index of [0, SHORT_CHUNK]) {
    await node.chunk(planHash, index);
    rendered.set(chunkKey(TENANT, planHash, index), node.chunkBytes(planHash, index));
  }
});
afterAll(() => node[Symbol.asyncDispose]());
beforeEach(() => {
  node.artifacts.fault = () => null;
  node.forgetChunks();
});
afterEach(async () => {
  expect(await node.leftovers()).toEqual([]);
  expect(await encodersOf(process.pid)).toEqual([]);
});

/** Puts chunks where a render of them would leave them. */
function storeChunks(): void {
  for (const [key, bytes] of rendered) node.artifacts.objects.set(key, bytes);
}
/** Runs something once, when a frame has been encoded. */
function atFrame(frame: number, act: () => void) {
  return ({ stage, framesDone }: NodeProgress) => {
    if (stage === 'capture' && framesDone === frame) act();
  };
}
async function kill(processes: Promise<{ pid: number }[]>, signal: NodeJS.Signals): Promise<void> {
  for (const { pid } of await processes) process.kill(pid, signal);
}

describe('Chrome dies while a page is planned', () => {
  const site = numberedFrames(70);
  const plan = () => node.plan(site, { chunkSize: 60 });
  /** Makes each of the next leased browsers die by `die`. */
  function bringDown(times: number, die: (browser: Browser) => Promise<void>) {
    const { lease } = node.engine.browsers;
    let left = times;
    const spy = vi.spyOn(node.engine.browsers, 'lease').mockImplementation(async (owner) => {
      const leased = await lease(owner);
      if (left-- > 0) void die(leased.browser);
      return leased;
    });
    return spy;
  }
  const pidOf = (browser: Browser): number => browser.process()!.pid!;
  async function killBrowser(browser: Browser): Promise<void> {
    process.kill(-pidOf(browser), 'SIGKILL');
  }
  async function openTarget(browser: Browser): Promise<Target> {
    for (;;) {
      const open = browser.targets().find((target) => target.url().startsWith(PAGE_ORIGIN));
      if (open) return open;
      await sleep(20);
    }
  }
  async function killPage(browser: Browser): Promise<void> {
    await openTarget(browser);
    // A page may be about to get another process.
    for (; browser.connected; await sleep(50)) await kill(renderersOf(pidOf(browser)), 'SIGKILL');
  }
  /** Crashes the page as a failed check would: a sandboxed process takes no other signal from outside. */
  async function crashPage(browser: Browser): Promise<void> {
    const session = await (await openTarget(browser)).createCDPSession();
    await session.send('Page.crash').catch(() => {});
  }
  afterEach(() => void vi.restoreAllMocks());

  it.each([
    ['Chrome', killBrowser],
    ['the page’s process', killPage],
  ] as const)('%s is killed once: the call fails, the next one makes the same plan', async (_what, die) => {
    bringDown(1, die);
    await expect(plan()).rejects.toMatchObject({ code: 'BROWSER_CRASHED', retryable: true });
    expect(await plan()).toMatchObject({ planHash, warnings: [] });
  });

  it.each([
    [1, 'tiled', []],
    [2, null, ['painting_differs']],
  ] as const)('the page’s process dies by itself %i times: painting is %s', async (times, painting, codes) => {
    const leases = bringDown(times, crashPage);
    const planned = await plan();
    expect(leases).toHaveBeenCalledTimes(times + 1);
    expect(node.planOf(planned.planHash).painting).toBe(painting);
    expect(planned.warnings.map(({ code }) => code)).toEqual(codes);
  });
});

describe('a chunk fails and the next one works when', () => {
  afterEach(async () => {
    await expect(node.chunk(planHash, SHORT_CHUNK)).resolves.toMatchObject({ frames: 10 });
  });

  it.each([
    ['Chrome', browsersOf],
    ['the page’s process', renderersOf],
  ])('%s is killed', async (_what, processesOf) => {
    const work = node.chunk(planHash, 0, {
      onProgress: atFrame(5, () => void kill(processesOf(process.pid), 'SIGKILL')),
    });
    await expect(work).rejects.toMatchObject({
      code: 'BROWSER_CRASHED',
      retryable: true,
      details: { stage: 'chunk', chunkIndex: 0, frame: expect.any(Number) },
    });
  });

  it('the process that draws is killed, which Chrome itself survives', async () => {
    const work = node.chunk(planHash, 0, {
      onProgress: atFrame(5, () => void kill(drawersOf(process.pid), 'SIGKILL')),
    });
    await expect(work).rejects.toMatchObject({ code: 'BROWSER_CRASHED', retryable: true });
  });

  it.each(['SIGKILL', 'SIGTERM', 'SIGSEGV'] as const)('FFmpeg ends by %s', async (signal) => {
    const work = node.chunk(planHash, 0, { onProgress: atFrame(5, () => void kill(encodersOf(process.pid), signal)) });
    await expect(work).rejects.toMatchObject({
      code: 'ENCODER_CRASHED',
      retryable: true,
      details: { stage: 'chunk', chunkIndex: 0 },
    });
  });

  it('the store does not take it', async () => {
    node.artifacts.fault = (method) => (method === 'PUT' ? 503 : null);
    await expect(node.chunk(planHash, SHORT_CHUNK)).rejects.toMatchObject({
      code: 'STORAGE_UNAVAILABLE',
      retryable: true,
    });
    node.artifacts.fault = () => null;
  });
});

describe('a passing fault of the store', () => {
  it('stops no call: each write and each read fails once', async () => {
    const failed = new Set<string>();
    node.artifacts.fault = (method, key) => {
      const request = `${method} ${key}`;
      if (failed.has(request)) return null;
      failed.add(request);
      return method === 'GET' ? 'cut' : 503;
    };
    const plan = await node.plan(numberedFrames(6), { chunkSize: 3 });
    await expect(node.renderWhole(plan.planHash)).resolves.toMatchObject({ output: { frames: 6 } });
    expect([...failed].filter((request) => request.startsWith('PUT'))).toHaveLength(6);
  });

  it('that lasts ends the assembly with the right code', async () => {
    storeChunks();
    node.artifacts.fault = (_method, key) => (key.startsWith('renders/') ? 503 : null);
    await expect(node.assemble(planHash)).rejects.toMatchObject({
      code: 'STORAGE_UNAVAILABLE',
      details: { stage: 'assemble' },
    });
  });
});

describe('assembly refuses', () => {
  it('a chunk that is missing', async () => {
    storeChunks();
    node.artifacts.objects.delete(chunkKey(TENANT, planHash, 0));
    await expect(node.assemble(planHash)).rejects.toMatchObject({
      code: 'CHUNK_MISSING',
      retryable: true,
    });
  });

  it.each<[string, (chunk: Buffer) => Buffer]>([
    ['is cut off', (chunk) => chunk.subarray(0, -100)],
    ['is another chunk', () => node.chunkBytes(planHash, 0)],
    ['is not an MP4', () => Buffer.from('nothing')],
  ])('a chunk that %s', async (_what, damage) => {
    storeChunks();
    const key = chunkKey(TENANT, planHash, 1);
    node.artifacts.objects.set(key, damage(node.chunkBytes(planHash, 1)));
    // Without a digest the store cannot know that the object is damaged.
    node.artifacts.digests.delete(key);
    await expect(node.assemble(planHash)).rejects.toMatchObject({
      code: 'CHUNK_MISMATCH',
      details: { stage: 'assemble', chunkIndex: 1 },
    });
  });
});

describe('a full disk', () => {
  it('under the encoder is NODE_DISK_FULL', async () => {
    const { ffmpegPath } = await engineConfig();
    const folder = await mkdtemp(join(tmpdir(), 'edgereel-full-'));
    // FFmpeg itself, writing its file to a device that has no space.
    const wrapper = join(folder, 'ffmpeg');
    const script = `#!/bin/bash\nif [[ "\${@: -1}" == */chunk.mp4 ]]; then set -- "\${@:1:$#-1}" /dev/full; fi\nexec '${ffmpegPath}' "$@"\n`;
    await writeFile(wrapper, script);
    await chmod(wrapper, 0o755);
    await using full = await startTestNode({ ffmpegPath: wrapper });
    const plan = await full.plan(numberedFrames(4));
    await expect(full.chunk(plan.planHash, 0)).rejects.toMatchObject({ code: 'NODE_DISK_FULL', retryable: true });
    expect(await full.leftovers()).toEqual([]);
    await rm(folder, { recursive: true });
  });

  it('under the node’s own files is NODE_DISK_FULL', async (context) => {
    const workDir = await mkdtemp(join(tmpdir(), 'edgereel-tiny-'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', workDir], { stdio: 'ignore' });
    } catch {
      await rm(workDir, { recursive: true });
      return context.skip('mounting a small file system takes root');
    }
    try {
      await using full = await startTestNode({ workDir: join(workDir, 'work') });
      const site = { 'index.html': composition('<p></p>'), 'large.bin': Buffer.alloc(6 * 1024 * 1024) };
      await expect(full.plan(site)).rejects.toMatchObject({ code: 'NODE_DISK_FULL' });
      expect(await full.leftovers()).toEqual([]);
    } finally {
      execFileSync('umount', ['-l', workDir]);
      await rm(workDir, { recursive: true });
    }
  });
});

describe('a cancelled call ends within 2 s and leaves nothing, when it is', () => {
  /** Cancels as soon as `reached` is called; the call must end soon after. */
  async function expectQuickEnd(
    start: (options: { signal: AbortSignal; reached: () => void }) => Promise<unknown>,
  ): Promise<void> {
    const abort = new AbortController();
    let cancelledAt = 0;
    const reached = () => {
      cancelledAt ||= performance.now();
      abort.abort();
    };
    await expect(start({ signal: abort.signal, reached })).rejects.toMatchObject({
      name: expect.stringMatching(/AbortError|EdgereelError/),
    });
    expect(cancelledAt).toBeGreaterThan(0);
    expect(performance.now() - cancelledAt).toBeLessThan(2_000);
    expect(await node.leftovers()).toEqual([]);
    expect(await encodersOf(process.pid)).toEqual([]);
    node.artifacts.fault = () => null;
    node.forgetChunks();
    await expect(node.chunk(planHash, SHORT_CHUNK)).resolves.toMatchObject({ frames: 10 });
  }
  const holding = (pattern: RegExp, reached: () => void) => {
    node.artifacts.fault = (method, key) => {
      if (!pattern.test(`${method} ${key}`)) return null;
      reached();
      return 'silence';
    };
  };

  it.each([
    ['loading a site to plan', /GET blobs/],
    ['storing a plan', /PUT plans/],
  ])('%s', (_what, request) =>
    expectQuickEnd(({ signal, reached }) => {
      holding(request, reached);
      return node.plan(numberedFrames(5), {}, { signal });
    }),
  );

  it('waiting for a page to get ready', () =>
    expectQuickEnd(({ signal, reached }) => {
      const site = composition('<script>for (;;);</script>');
      return node.plan(site, {}, { signal, onProgress: ({ stage }) => stage === 'plan' && setTimeout(reached, 400) });
    }));

  it('capturing', () =>
    expectQuickEnd(({ signal, reached }) => node.chunk(planHash, 0, { signal, onProgress: atFrame(3, reached) })));

  it.each([
    ['asking for a chunk', 'chunk', /HEAD chunks/],
    ['storing a chunk', 'chunk', /PUT chunks/],
    ['fetching chunks', 'assemble', /GET chunks/],
    ['storing the output', 'assemble', /PUT renders\/.*mp4/],
  ] as const)('%s', async (_what, name, request) => {
    if (name === 'assemble') storeChunks();
    await expectQuickEnd(({ signal, reached }) => {
      holding(request, reached);
      return name === 'chunk' ? node.chunk(planHash, 0, { signal }) : node.assemble(planHash, { signal });
    });
  });

  it('not yet begun', () =>
    expectQuickEnd(({ signal, reached }) => {
      reached();
      return node.chunk(planHash, 0, { signal });
    }));
});

describe('a node that closes', () => {
  it('leaves no process and no folder', async () => {
    const before = (await browsersOf(process.pid)).map((browser) => browser.pid);
    const other = await startTestNode();
    await other.plan(numberedFrames(3));
    expect((await browsersOf(process.pid)).length).toBeGreaterThan(before.length);
    await other[Symbol.asyncDispose]();
    expect((await browsersOf(process.pid)).map((browser) => browser.pid)).toEqual(before);
    await expect(access(other.engine.workDir)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
