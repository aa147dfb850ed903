/** A page on a machine whose processors are busy with other work: Chrome is stopped for most of the time, as a scheduler would stop it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { composition } from '../../container/testing/compositions.ts';
import { startTestNode, type TestNode } from '../../container/testing/engine-fixture.ts';
import { browsersOf, descendantsOf } from '../../container/testing/process-tree.ts';

const READY_TIMEOUT_MS = 2_500;
let node: TestNode;
beforeAll(async () => {
  node = await startTestNode({ readyTimeoutMs: READY_TIMEOUT_MS });
  // The first page starts the browser.
  await using _ = await node.openPage(composition(''), {});
});
afterAll(() => node[Symbol.asyncDispose]());

async function browserProcesses(): Promise<number[]> {
  const browsers = await browsersOf(process.pid);
  const trees = await Promise.all(browsers.map(({ pid }) => descendantsOf(pid)));
  return [...browsers, ...trees.flat()].map(({ pid }) => pid);
}

function signal(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // A page's process may have ended.
    }
  }
}

/** Stops Chrome for all but a share of its time, until disposed. */
async function starveBrowser(share: number): Promise<AsyncDisposable> {
  const PERIOD_MS = 100;
  let isOver = false;
  const starving = (async () => {
    while (!isOver) {
      const pids = await browserProcesses();
      for (let i = 0; i < 5; i++) {
        signal(pids, 'SIGSTOP');
        await new Promise((resolve) => setTimeout(resolve, (1 - share) * PERIOD_MS));
        signal(pids, 'SIGCONT');
        await new Promise((resolve) => setTimeout(resolve, share * PERIOD_MS));
      }
    }
  })();
  return {
    async [Symbol.asyncDispose]() {
      isOver = true;
      await starving;
    },
  };
}

/** Script that uses up a good part of the page's time limit. */
const WORK = 'for (let i = 0, x = 1; i < 4e8; i++) x = Math.imul(x, 48271);';

test('a page that needs a third of its time is not blamed for what others take', async () => {
  const site = composition(`<script>${WORK}</script>`);
  await using _ = await starveBrowser(0.15);
  const start = performance.now();
  await using page = await node.openPage(site, {});
  expect(performance.now() - start).toBeGreaterThan(READY_TIMEOUT_MS);
  await page.seek(0.5);
});

test('a page that gets no time at all may be tried again', async () => {
  await using hasty = await startTestNode({ readyTimeoutMs: 1_000 });
  await using page = await hasty.openPage(composition(''), {});
  const pids = await browserProcesses();
  signal(pids, 'SIGSTOP');
  try {
    await expect(page.clock.tick(0.5)).rejects.toMatchObject({ code: 'NODE_OVERLOADED', retryable: true });
  } finally {
    signal(pids, 'SIGCONT');
  }
});
