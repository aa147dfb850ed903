import { spawn, type ChildProcess } from 'node:child_process';
import { afterEach, expect, test } from 'vitest';
import { addProgress, limitWorkTime, overloaded, progressOf, type WorkEnd } from './work-time.ts';

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
    // A machine that is very busy gives it next to nothing.
    expect(busy.isBusy || busy.isStarved).toBe(true);
    expect(idle.isBusy && !idle.isStarved).toBe(false);
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
const QUIET = { working: thread(0, 0), own: thread(0, 0), isStopped: false };
const NOTHING = { workMs: 0, unseenMs: 0, ranMs: 0, wallMs: 0 };

test.for([
  ['runs alone', { working: thread(100, 0) }, { workMs: 100, ranMs: 100 }],
  ['waits for a file', {}, { workMs: 100, ranMs: 0 }],
  ['shares its processor with three others', { working: thread(25, 75) }, { workMs: 25, ranMs: 25 }],
  ['waits for this process, which is starved', { own: thread(0, 90) }, { workMs: 10, ranMs: 0 }],
  ['is stopped now and then', { working: thread(30, 0), isStopped: true }, { workMs: 30, ranMs: 30 }],
  [
    'has a starved thread beside a busy one',
    { working: new Map([...thread(100, 0), [2, { ranMs: 0, waitedMs: 90 }]]) },
    { workMs: 100, ranMs: 100 },
  ],
] as const)('of 100 ms of work that %s counts what it had', ([, after, progress]) => {
  expect(addProgress(NOTHING, progressOf(QUIET, { ...QUIET, ...after }), 100)).toMatchObject(progress);
});

test('a wait is told when it is over, and what was counted meanwhile is taken back', () => {
  const looks = [thread(0, 0), thread(0, 0), thread(0, 0), thread(20, 280)];
  let spent = NOTHING;
  for (const [i, working] of looks.slice(1).entries()) {
    spent = addProgress(spent, progressOf({ ...QUIET, working: looks[i]! }, { ...QUIET, working }), 100);
  }
  expect(spent).toMatchObject({ workMs: 20, ranMs: 20 });
});

test('what ends by the wall clock alone may be tried again', () => {
  expect(overloaded('The page', 30_000)).toMatchObject({
    code: 'NODE_OVERLOADED',
    retryable: true,
    details: { limit: 300 },
  });
});
