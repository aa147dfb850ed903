import { describe, expect, it } from 'vitest';
import { RENDER_STATUSES, isFinal, type RenderStatus } from '#contracts/render.ts';
import {
  newRender,
  MAX_REFUSALS,
  MAX_REPLANS,
  MAX_TASK_ATTEMPTS,
  reduce,
  tasksOf,
  type RenderEvent,
  type RenderJob,
  type RenderState,
  type TaskId,
} from './render-state.ts';
import type { WireError } from '#contracts/errors.ts';
import type { OutputInfo, PlanResult } from '#contracts/protocol.ts';
import type { RenderWarning } from '#contracts/warning.ts';

const job: RenderJob = {
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
  maxParallelChunks: 16,
};
const plan: PlanResult = {
  planHash: 'a'.repeat(64),
  frameCount: 180,
  chunkCount: 3,
  hasAudio: false,
  fps: { num: 30, den: 1 },
  width: 1920,
  height: 1080,
  durationSeconds: 6,
  estimate: { secondsPerFrame: 0.05, secondsPerChunk: 1 },
  engine: { id: 'e', edgereel: '', chrome: '', ffmpeg: '', fonts: '' },
  warnings: [],
};
const output: OutputInfo = {
  key: 'k',
  sizeBytes: 1,
  sha256: 'b'.repeat(64),
  frames: 180,
  durationSeconds: 6,
  width: 1920,
  height: 1080,
  fps: '30',
};
const lost: WireError = { code: 'NODE_LOST', message: 'gone', retryable: true };
const broken: WireError = {
  code: 'COMPOSITION_INVALID',
  message: 'no root',
  retryable: false,
  details: { file: 'index.html' },
};

const started = (taskId: TaskId, leaseId: string = taskId, at = 10): RenderEvent => ({
  type: 'taskStarted',
  at,
  taskId,
  leaseId,
  nodeId: 'n',
});
const digestOf = (index: number): string => String(index).repeat(64);
const storedChunk = (index: number) => ({ index, sha256: digestOf(index) });
const planned = (storedChunks: number[] = [], isWhole = false): RenderEvent => ({
  type: 'planned',
  at: 20,
  leaseId: 'plan',
  plan,
  storedChunks: storedChunks.map(storedChunk),
  isWhole,
});
const stored = (index: number, warnings: readonly RenderWarning[] = []): RenderEvent => ({
  type: 'chunkStored',
  at: 30,
  taskId: `chunk/${index}`,
  leaseId: `chunk/${index}`,
  sha256: digestOf(index),
  warnings,
});
const failed = (taskId: TaskId, error: WireError, leaseId: string = taskId, at = 40): RenderEvent => ({
  type: 'taskFailed',
  at,
  taskId,
  leaseId,
  error,
  jitter: 1,
});
const finished = (taskId: TaskId): RenderEvent => ({
  type: 'outputStored',
  at: 50,
  taskId,
  leaseId: taskId,
  output,
  warnings: [],
});
const full: WireError = { code: 'NO_CAPACITY', message: 'full', retryable: true };
const missing = (chunkIndex: number): WireError => ({
  code: 'CHUNK_MISSING',
  message: 'gone',
  retryable: true,
  details: { chunkIndex },
});
const starved: RenderEvent = { type: 'starved', at: 60, error: full };
const canceled: RenderEvent = { type: 'canceled', at: 60 };
const retried = (indexes: number[] = []): RenderEvent => ({
  type: 'retried',
  at: 70,
  storedChunks: indexes.map(storedChunk),
});

const fresh = newRender({ renderId: 'r', tenantId: 't', job, at: 0 });
const after = (...events: RenderEvent[]): RenderState => events.reduce(reduce, fresh);
const planning = [started('plan')];
const rendering = [...planning, planned(), started('chunk/0'), started('chunk/1'), started('chunk/2')];
const assembling = [...rendering, stored(0), stored(1), stored(2), started('assemble')];

/** A state of each status, with every task it can have running. */
const STATES: Record<RenderStatus, RenderState> = {
  queued: fresh,
  planning: after(...planning),
  rendering: after(...rendering),
  assembling: after(...assembling),
  completed: after(...assembling, finished('assemble')),
  failed: after(...rendering, failed('chunk/1', broken)),
  canceled: after(...rendering, canceled),
};

const EVENTS: Record<RenderEvent['type'], RenderEvent> = {
  taskStarted: started('plan'),
  planned: planned(),
  chunkStored: stored(0),
  outputStored: finished('assemble'),
  taskFailed: failed('chunk/0', broken),
  taskLost: { type: 'taskLost', at: 40, taskId: 'chunk/0', leaseId: 'chunk/0' },
  starved,
  canceled,
  unstorable: { type: 'unstorable', at: 60, error: broken },
  retried: retried(),
};

/** The status that each event leads to; where none is named, the state stays the very same object. */
const TRANSITIONS: Record<RenderStatus, Partial<Record<RenderEvent['type'], RenderStatus>>> = {
  queued: { taskStarted: 'planning', starved: 'failed', unstorable: 'failed', canceled: 'canceled' },
  planning: { planned: 'rendering', unstorable: 'failed', canceled: 'canceled' },
  rendering: {
    chunkStored: 'rendering',
    taskFailed: 'failed',
    taskLost: 'rendering',
    unstorable: 'failed',
    canceled: 'canceled',
  },
  assembling: { outputStored: 'completed', unstorable: 'failed', canceled: 'canceled' },
  completed: {},
  failed: { retried: 'rendering' },
  canceled: { retried: 'rendering' },
};

it('what chunks were rendered in spite of is said once', () => {
  const warning = (message: string): RenderWarning => ({ code: 'video_frame_broken', severity: 'error', message });
  const { chunkWarnings } = after(...rendering, stored(0, [warning('a')]), stored(1, [warning('a'), warning('b')]));
  expect(chunkWarnings).toEqual([warning('a'), warning('b')]);
});

describe('every event in every status', () => {
  for (const status of RENDER_STATUSES) {
    for (const [type, event] of Object.entries(EVENTS) as [RenderEvent['type'], RenderEvent][]) {
      const to = TRANSITIONS[status][type];
      it(`${status} + ${type} → ${to ?? 'nothing'}`, () => {
        expect(STATES[status].status).toBe(status);
        const next = reduce(STATES[status], event);
        if (to) expect(next).toMatchObject({ status: to, revision: STATES[status].revision + 1 });
        else expect(next).toBe(STATES[status]);
      });
    }
  }
});

describe('from plan to output', () => {
  it('books the time of each stage', () => {
    expect(STATES.completed).toMatchObject({
      startedAt: 10,
      endedAt: 50,
      stages: { queue: 10, plan: 10, render: 10, assemble: 20 },
      output,
    });
  });

  it('does not render what is stored already', () => {
    expect(tasksOf(after(...planning, planned([0, 2]))).filter((task) => task.status === 'waiting')).toMatchObject([
      { id: 'chunk/1' },
    ]);
  });

  it('goes straight to the assembly when all chunks are stored, whole render or not', () => {
    for (const isWhole of [false, true]) {
      const state = after(...planning, planned([0, 1, 2], isWhole));
      expect(state.status).toBe('assembling');
      expect(state.tasks.assemble?.status).toBe('waiting');
    }
  });

  it('makes one task of a whole render', () => {
    const state = after(...planning, planned([], true), started('whole'));
    expect(state.status).toBe('rendering');
    expect(reduce(state, finished('whole'))).toMatchObject({ status: 'completed', output });
  });
});

describe('failures', () => {
  it('backs off, doubling, and gives up after the last attempt with the error, the task and the attempt', () => {
    let state = after(...rendering);
    const pauses: number[] = [];
    for (let attempt = 1; attempt < MAX_TASK_ATTEMPTS; attempt++) {
      state = reduce(state, failed('chunk/1', lost));
      pauses.push(state.tasks['chunk/1']!.notBefore - 40);
      state = reduce(state, started('chunk/1'));
    }
    expect(pauses).toEqual([1000, 2000, 4000]);
    state = reduce(state, failed('chunk/1', lost));
    expect(state).toMatchObject({
      status: 'failed',
      error: { code: 'NODE_LOST', details: { task: 'chunk/1', attempt: MAX_TASK_ATTEMPTS, nodeId: 'n' } },
    });
    expect(state.attempts).toHaveLength(MAX_TASK_ATTEMPTS);
    expect(tasksOf(state).some((task) => task.status === 'running')).toBe(false);
  });

  it('fails at once when trying again does not help, and keeps the details of the error', () => {
    expect(reduce(STATES.planning, failed('plan', broken))).toMatchObject({
      status: 'failed',
      error: { code: 'COMPOSITION_INVALID', details: { task: 'plan', file: 'index.html' } },
    });
  });

  it('does not count a lost call as a failure', () => {
    let state = after(...rendering);
    for (let round = 0; round < 2 * MAX_TASK_ATTEMPTS; round++) {
      state = reduce(state, { type: 'taskLost', at: 40, taskId: 'chunk/1', leaseId: 'chunk/1' });
      expect(state.tasks['chunk/1']).toMatchObject({ status: 'waiting', notBefore: 0, failures: 0 });
      state = reduce(state, started('chunk/1'));
    }
    expect(state.status).toBe('rendering');
  });

  it('ignores a late result of an old lease', () => {
    const again = after(...rendering, failed('chunk/1', lost), started('chunk/1', 'second lease'));
    expect(reduce(again, stored(1))).toBe(again);
    expect(reduce(again, failed('chunk/1', broken))).toBe(again);
  });

  const times = (count: number, error: WireError): WireError[] => Array<WireError>(count).fill(error);
  it.each<[string, WireError[], RenderStatus]>([
    ['as many refusals as it may have but one', times(MAX_REFUSALS - 1, full), 'rendering'],
    ['all its refusals', times(MAX_REFUSALS, full), 'failed'],
    ['many refusals, then one failure', [...times(MAX_REFUSALS - 1, full), lost], 'rendering'],
    ['failures with refusals between', times(MAX_TASK_ATTEMPTS - 1, lost).flatMap((each) => [each, full]), 'rendering'],
    ['the last failure after refusals', [...times(8, full), ...times(MAX_TASK_ATTEMPTS, lost)], 'failed'],
    ['refusals after all failures but one', [...times(MAX_TASK_ATTEMPTS - 1, lost), ...times(8, full)], 'rendering'],
  ])('counts machines that are full apart from failures: %s', (_what, errors, status) => {
    const end = errors.reduce(
      (state, error) => reduce(reduce(state, started('chunk/1')), failed('chunk/1', error)),
      after(...planning, planned()),
    );
    expect(end.status).toBe(status);
  });

  it('fails for want of nodes only when nothing runs, and can be retried', () => {
    const waiting = after(...planning, planned());
    const ended = reduce(waiting, starved);
    expect(ended).toMatchObject({ status: 'failed', error: full });
    expect(reduce(ended, retried())).toMatchObject({ status: 'rendering', error: null });
    expect(reduce(waiting, started('chunk/0'))).not.toMatchObject({ status: 'failed' });
  });

  it('makes a chunk again that is gone at the assembly, and assembles then', () => {
    let state = reduce(after(...assembling), failed('assemble', missing(1)));
    expect(state).toMatchObject({ status: 'rendering', error: null });
    expect(tasksOf(state).map((task) => [task.id, task.status, task.failures])).toEqual([
      ['plan', 'done', 0],
      ['chunk/0', 'done', 0],
      ['chunk/1', 'waiting', 1],
      ['chunk/2', 'done', 0],
      ['assemble', 'waiting', 0],
    ]);
    state = reduce(reduce(state, started('chunk/1')), stored(1));
    expect(reduce(reduce(state, started('assemble')), finished('assemble')).status).toBe('completed');
  });

  it('makes any number of missing chunks again, but not one of them for ever', () => {
    const vanish = (state: RenderState, index: number): RenderState => {
      const again = reduce(reduce(state, started('assemble')), failed('assemble', missing(index)));
      return reduce(reduce(again, started(`chunk/${index}`)), stored(index));
    };
    let state = after(...rendering, stored(0), stored(1), stored(2));
    for (let round = 1; round < MAX_TASK_ATTEMPTS; round++) for (const index of [0, 1, 2]) state = vanish(state, index);
    expect(state.status).toBe('assembling');
    expect(vanish(state, 2)).toMatchObject({ status: 'failed', error: { code: 'CHUNK_MISSING' } });
  });

  it('tries an assembly again whose missing chunk is not named', () => {
    const state = reduce(after(...assembling), failed('assemble', { ...missing(9), details: {} }));
    expect(state).toMatchObject({ status: 'assembling', tasks: { assemble: { status: 'waiting', failures: 1 } } });
  });

  it('plans anew when no node runs the engine of the plan any more, but not for ever', () => {
    const mismatch: WireError = { code: 'ENGINE_MISMATCH', message: 'other build', retryable: true };
    const exhaust = (state: RenderState): RenderState => {
      let next = state;
      for (let attempt = 0; attempt < MAX_TASK_ATTEMPTS; attempt++)
        next = reduce(reduce(next, started('chunk/0')), failed('chunk/0', mismatch));
      return next;
    };
    let state = after(...planning, planned());
    for (let round = 0; round < MAX_REPLANS; round++) {
      state = exhaust(state);
      expect(state).toMatchObject({ status: 'planning', plan: null });
      expect(Object.keys(state.tasks)).toEqual(['plan']);
      state = reduce(reduce(state, started('plan')), planned());
    }
    expect(exhaust(state)).toMatchObject({ status: 'failed', error: { code: 'ENGINE_MISMATCH' } });
  });
});

describe('painting that a chunk finds untrue', () => {
  const untrue: WireError = { code: 'PAINTING_DIFFERS', message: 'frame 7 differs', retryable: false };

  it('leads to a plan without it at once; what other chunks of the old plan say is not heard', () => {
    const rendered = after(...rendering, stored(0), failed('chunk/1', untrue));
    expect(rendered).toMatchObject({
      status: 'planning',
      plan: null,
      unpaintable: 'frame 7 differs',
      abandonedPlans: [expect.any(String)],
    });
    expect(Object.keys(rendered.tasks)).toEqual(['plan']);
    expect(rendered.attempts).toMatchObject([{ task: 'chunk/1', code: 'PAINTING_DIFFERS' }]);
    expect(reduce(rendered, stored(2))).toBe(rendered);
  });

  it('is the same whichever chunk says so first, and happens once', () => {
    const plan = (state: RenderState) => reduce(reduce(state, started('plan')), planned());
    const anew = plan(after(...rendering, failed('chunk/2', untrue)));
    expect(tasksOf(anew).map(({ id, status }) => `${id} ${status}`)).toEqual(
      tasksOf(plan(after(...rendering, failed('chunk/0', untrue)))).map(({ id, status }) => `${id} ${status}`),
    );
    const again = reduce(reduce(anew, started('chunk/0')), failed('chunk/0', untrue));
    expect(again).toMatchObject({ status: 'failed', error: { code: 'PAINTING_DIFFERS' } });
  });
});

describe('retry by hand', () => {
  it('keeps the chunks that are stored and gives every other task its attempts back', () => {
    const state = reduce(after(...rendering, stored(0), failed('chunk/1', broken)), retried([0]));
    expect(state).toMatchObject({ status: 'rendering', error: null, endedAt: null });
    expect(tasksOf(state).map((task) => [task.id, task.status, task.failures])).toEqual([
      ['plan', 'done', 0],
      ['chunk/0', 'done', 0],
      ['chunk/1', 'waiting', 0],
      ['chunk/2', 'waiting', 0],
    ]);
  });

  it('assembles at once when all chunks are there, and renders those that are gone', () => {
    const ended = after(...assembling, failed('assemble', broken));
    expect(reduce(ended, retried([0, 1, 2]))).toMatchObject({
      status: 'assembling',
      tasks: { assemble: { status: 'waiting' } },
    });
    const gone = reduce(ended, retried([0, 2]));
    expect(gone).toMatchObject({ status: 'rendering', tasks: { 'chunk/1': { status: 'waiting' } } });
    const remade = reduce(reduce(gone, started('chunk/1')), stored(1));
    expect(remade.status).toBe('assembling');
  });

  it('plans again when the plan is what failed', () => {
    const state = reduce(after(...planning, failed('plan', broken)), retried());
    expect(state).toMatchObject({ status: 'queued', tasks: { plan: { status: 'waiting', failures: 0 } } });
    expect(isFinal(state.status)).toBe(false);
  });
});
