import { spawn, type ChildProcess } from 'node:child_process';
import { afterEach, expect, test } from 'vitest';
import { limitWorkTime, overloaded, progressOf, type WorkEnd } from './work-time.ts';

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

function run(script: string): number {
  const child = spawn(process.execPath, ['-e', script]);
  children.push(child);
  return child.pid!;
}

const endOf = (root: number, limitMs: number) =>
  new Promise<WorkEnd & { wallMs: number }>((resolve) => {
    const start = performance.now();
    limitWorkTime(root, limitMs, (end) => resolve({ ...end, wallMs: performance.now() - start }));
  });

const BUSY = 'for (;;);';
const IDLE = 'setInterval(() => {}, 1e6)';
const IS_LINUX = process.platform === 'linux';

test.runIf(IS_LINUX)(
  'work that runs and work that waits are told apart',
  async () => {
    const [busy, idle] = await Promise.all([endOf(run(BUSY), 500), endOf(run(IDLE), 500)]);
    expect(busy).toMatchObject({ isStarved: false, isBusy: true });
    expect(idle).toMatchObject({ isStarved: false, isBusy: false });
  },
  30_000,
);

test.runIf(IS_LINUX)('work that is stopped uses up nothing, and ends by the wall clock', async () => {
  const pid = run(BUSY);
  process.kill(pid, 'SIGSTOP');
  expect(await endOf(pid, 200)).toMatchObject({ isStarved: true, wallMs: expect.closeTo(2_000, -3) });
});

test('a limit that is no longer watched never ends', async () => {
  const ends: WorkEnd[] = [];
  limitWorkTime(process.pid, 20, (end) => ends.push(end)).stop();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(ends).toEqual([]);
});

const thread = (ranMs: number, waitedMs: number) => new Map([[1, { ranMs, waitedMs }]]);
const NOTHING = thread(0, 0);

test.for([
  ['runs alone', { working: thread(100, 0) }, { workMs: 100, ranMs: 100 }],
  ['waits for a file', { working: thread(0, 0) }, { workMs: 100, ranMs: 0 }],
  ['shares its processor with three others', { working: thread(25, 75) }, { workMs: 25, ranMs: 25 }],
  ['waits for this process, which is starved', { own: thread(0, 90) }, { workMs: 10, ranMs: 0 }],
  ['is stopped now and then', { working: thread(30, 0), isStopped: true }, { workMs: 30, ranMs: 30 }],
  [
    'has a starved thread beside a busy one',
    { working: new Map([...thread(100, 0), [2, { ranMs: 0, waitedMs: 90 }]]) },
    { workMs: 100, ranMs: 100 },
  ],
] as const)('of 100 ms of work that %s counts what it had', ([, after, progress]) => {
  const before = { working: NOTHING, own: NOTHING, isStopped: false };
  expect(progressOf(before, { ...before, ...after }, 100)).toEqual(progress);
});

test('what ends by the wall clock alone may be tried again', () => {
  expect(overloaded('The page', 30_000)).toMatchObject({
    code: 'NODE_OVERLOADED',
    retryable: true,
    details: { limit: 300 },
  });
});
