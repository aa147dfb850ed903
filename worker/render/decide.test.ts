import { describe, expect, it } from 'vitest';
import type { PlanResult } from '#contracts/protocol.ts';
import { newRender, type RenderState, type Task, type TaskId } from './render-state.ts';
import { decide, isWholeRender } from './decide.ts';
import { measureProgress } from './render-progress.ts';

const job = {
  composition: 'titles',
  siteId: '0123456789abcdef',
  entry: 'index.html',
  title: null,
  variables: { json: '{}' },
  strictVariables: false,
  strictness: 'best-effort',
  format: 'mp4',
  codec: 'h264',
  quality: 'standard',
  maxParallelChunks: 2,
} as const;
const task = (id: TaskId, status: Task['status'] = 'waiting', notBefore = 0): Task => ({
  id,
  status,
  attempt: 1,
  failures: 0,
  refusals: 0,
  leaseId: status === 'running' ? id : null,
  nodeId: null,
  notBefore,
});
const plan = { frameCount: 180, chunkCount: 3, estimate: { secondsPerFrame: 0.1, secondsPerChunk: 2 } } as PlanResult;
const rendering = (...tasks: Task[]): RenderState => ({
  ...newRender({ renderId: 'r', tenantId: 't', job, at: 0 }),
  status: 'rendering',
  plan,
  tasks: Object.fromEntries([task('plan', 'done'), ...tasks].map((each) => [each.id, each])),
});
const startsOf = (state: RenderState, now = 100) => decide(state, now).start.map((each) => each.id);

describe('decide', () => {
  it('starts as many chunks as may run at once, counting those that do', () => {
    expect(startsOf(rendering(task('chunk/0'), task('chunk/1'), task('chunk/2')))).toEqual(['chunk/0', 'chunk/1']);
    expect(startsOf(rendering(task('chunk/0', 'running'), task('chunk/1'), task('chunk/2')))).toEqual(['chunk/1']);
    expect(startsOf(rendering(task('chunk/0', 'running'), task('chunk/1', 'running'), task('chunk/2')))).toEqual([]);
  });

  it('leaves a task that backs off alone, and says when to look again', () => {
    const state = rendering(task('chunk/0', 'waiting', 500), task('chunk/1', 'waiting', 300), task('chunk/2'));
    expect(decide(state, 100)).toMatchObject({ start: [{ id: 'chunk/2' }], wakeAt: 300 });
    expect(startsOf(state, 300)).toEqual(['chunk/1', 'chunk/2']);
  });

  it('does not assemble before the chunks are there', () => {
    const state = rendering(task('chunk/0'), task('assemble'));
    expect(startsOf(state)).toEqual(['chunk/0']);
    expect(startsOf({ ...state, status: 'assembling' })).toContain('assemble');
  });

  it('does nothing for a render that has ended', () => {
    expect(decide({ ...rendering(task('chunk/0')), status: 'failed' }, 0)).toEqual({ start: [], wakeAt: null });
  });
});

it.each([
  [24, true],
  [23.9, false],
  [0, false],
])('takes a render of 24 estimated seconds whole under a limit of %s s: %s', (limit, expected) => {
  expect(isWholeRender(plan, limit)).toBe(expected);
});

it('takes no render whole that nobody has estimated', () => {
  expect(isWholeRender({ ...plan, estimate: null }, 1_000)).toBe(false);
});

describe('measureProgress', () => {
  const capture = (framesDone: number) => ({ stage: 'capture' as const, framesDone, framesTotal: 60 });

  it('counts stored chunks whole and running ones by the frame', () => {
    const state = rendering(task('chunk/0', 'done'), task('chunk/1', 'running'), task('chunk/2'));
    expect(measureProgress(state, new Map([['chunk/1', capture(30)]]), 0)).toMatchObject({
      framesDone: 90,
      framesTotal: 180,
      chunksDone: 1,
      chunksTotal: 3,
      ratio: expect.closeTo(0.5) as number,
    });
  });

  it('never falls, also when a chunk starts again', () => {
    const state = rendering(task('chunk/0', 'running'));
    const before = measureProgress(state, new Map([['chunk/0', capture(50)]]), 0);
    expect(measureProgress(state, new Map(), before.ratio).ratio).toBe(before.ratio);
  });

  it('follows a whole render by its own reports', () => {
    const report = { ...capture(120), chunksDone: [0, 1] };
    expect(measureProgress(rendering(task('whole', 'running')), new Map([['whole', report]]), 0)).toMatchObject({
      framesDone: 120,
      chunksDone: 2,
    });
  });
});
