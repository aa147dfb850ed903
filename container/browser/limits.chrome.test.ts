/** Protection of the machine from a page: Chrome's own sandbox, and a bound on memory. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { composition, numberedFrames } from '../testing/compositions.ts';
import { startTestNode, type TestNode } from '../testing/engine-fixture.ts';
import { renderersOf } from '../testing/process-tree.ts';

const LIMIT = 600 * 1024 ** 2;
let node: TestNode;
beforeAll(async () => {
  node = await startTestNode({ browserMemoryBytes: LIMIT });
});
afterAll(() => node[Symbol.asyncDispose]());

const fieldOf = async (pid: number, name: string): Promise<string> =>
  new RegExp(`^${name}:\\s+(\\S+)`, 'm').exec(await readFile(`/proc/${pid}/status`, 'latin1'))?.[1] ?? '';

describe('the sandbox', () => {
  test('is on where the machine has user namespaces, and what it is off for is said', async ({ skip }) => {
    await using page = await node.openPage(composition(''), {});
    await page.seek(0);
    const { isOn, reason } = await node.engine.browsers.sandboxState;
    if (!isOn) skip(`Chrome's sandbox cannot be had here: ${reason}`);
    const renderers = await renderersOf(process.pid);
    expect(renderers.length).toBeGreaterThan(0);
    for (const { pid, command } of renderers) {
      expect(command).not.toContain('--no-sandbox');
      // The process filters system calls, is not root, and cannot gain rights.
      expect(await fieldOf(pid, 'Seccomp')).toBe('2');
      expect(await fieldOf(pid, 'Uid')).not.toBe('0');
      expect(await fieldOf(pid, 'NoNewPrivs')).toBe('1');
    }
  });

  test('changes no byte, and can be switched off', async () => {
    await using bare = await startTestNode({ chromeSandbox: 'off' }, node);
    const { planHash } = await bare.plan(numberedFrames(8));
    await bare.chunk(planHash, 0);
    const without = bare.chunkBytes(planHash, 0);
    expect(await bare.engine.browsers.sandboxState).toMatchObject({
      isOn: false,
      reason: 'EDGEREEL_CHROME_SANDBOX=off',
    });
    node.forgetChunks();
    await node.chunk(planHash, 0);
    expect(node.chunkBytes(planHash, 0).equals(without)).toBe(true);
  });
});

describe('a page may not take all memory', () => {
  const HOGS: Record<string, string> = {
    'a buffer that is filled': 'window.kept = new Uint8Array(2 ** 30).fill(1);',
    'a buffer of 4 GB that is only asked for': 'window.kept = new ArrayBuffer(4 * 2 ** 30 - 8);',
    'many canvases':
      'window.kept = Array.from({ length: 40 }, () => { const c = document.createElement("canvas"); c.width = c.height = 4096; const g = c.getContext("2d", { willReadFrequently: true }); g.fillRect(0, 0, 4096, 4096); g.getImageData(0, 0, 1, 1); return c; });',
    WebAssembly:
      'const m = new WebAssembly.Memory({ initial: 16000 }); window.kept = new Uint8Array(m.buffer).fill(1);',
  };

  test.for(Object.entries(HOGS))('%s', async ([, script]) => {
    await expect(node.plan(composition(`<script>${script}</script>`))).rejects.toMatchObject({
      code: 'MEMORY_LIMIT_EXCEEDED',
      retryable: false,
      details: { limit: LIMIT, value: expect.any(Number) },
      message: expect.stringContaining('600 MiB'),
    });
  });

  test('while one that fits passes', async () => {
    const site = composition('<script>window.kept = new Uint8Array(200 * 2 ** 20).fill(1);</script>');
    await expect(node.plan(site)).resolves.toMatchObject({ frameCount: 30 });
  });
});
