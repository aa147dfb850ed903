/**
 * The life of one render as data. `reduce` is the only place where a state changes; it is pure, and an event that does not
 * fit the state (a late result, a second cancel) returns the state untouched.
 * @module
 */
import { boundText } from '#contracts/bound-text.ts';
import type { WireError } from '#contracts/errors.ts';
import { MAX_ATTEMPT_TEXT_LENGTH } from '#contracts/limits.ts';
import { isFinal, type RenderStatus } from '#contracts/render.ts';
import type { OutputInfo, PlanCall, PlanResult } from '#contracts/protocol.ts';
import { addWarnings, newAmong, type RenderWarning } from '#contracts/warning.ts';
import type { StoredVariables } from '../sites/stored-variables.ts';

/** The unit of work a node is called for: `whole` stands for all chunks and the assembly in one call. */
export type TaskId = 'plan' | 'assemble' | 'whole' | `chunk/${number}`;

export interface Task {
  id: TaskId;
  status: 'waiting' | 'running' | 'done';
  /** How often the task was started; never falls, so that a node can tell an old call from a new one. */
  attempt: number;
  /** Failures since the render was created or retried by hand; decides whether to try again. */
  failures: number;
  /** How often no machine took it, counted apart from `failures` and since the same moment. */
  refusals: number;
  /** The lease it runs under; null unless running. */
  leaseId: string | null;
  nodeId: string | null;
  /** Epoch milliseconds before which the task must not start. */
  notBefore: number;
  /** Set when what is stored of the task is damaged, so that it is made again. */
  isRepair?: true;
  /** SHA-256 of the stored chunk; only of a chunk that is done. */
  sha256?: string;
}

/** A chunk in the store; the SHA-256 is null where the store does not know it. */
export interface StoredChunk {
  index: number;
  sha256: string | null;
}

export interface AttemptRecord {
  task: TaskId;
  attempt: number;
  nodeId: string;
  code: WireError['code'];
  message: string;
}

/** What to render: the parsed request with its composition resolved to a site. */
export type RenderJob = Omit<
  PlanCall,
  'renderId' | 'tenantId' | 'attempt' | 'artifactsUrl' | 'variables' | 'isEstimated' | 'unpaintable'
> & {
  /** Composition as the caller named it: a name, a site id, or `inline`. */
  composition: string;
  title: string | null;
  maxParallelChunks: number;
  spriteSheet?: true;
  variables: StoredVariables;
};

export type StageName = 'queue' | 'plan' | 'render' | 'assemble';

export interface RenderState {
  renderId: string;
  tenantId: string;
  job: RenderJob;
  status: RenderStatus;
  /** Number of events taken; names a version of the state. */
  revision: number;
  /** All times are epoch milliseconds. */
  createdAt: number;
  startedAt: number | null;
  endedAt: number | null;
  /** When the present status began. */
  statusSince: number;
  /** Milliseconds spent per stage, the running one left out. */
  stages: Partial<Record<StageName, number>>;
  plan: PlanResult | null;
  /** Plans thrown away because no node runs their engine any more, or because a part of them was lost. */
  replans: number;
  /** Hashes of plans that were made anew. Their chunks are deleted with those of the last plan. */
  abandonedPlans?: string[];
  /** Why the plan must do without painting, as a chunk of an earlier plan has found. */
  unpaintable?: string;
  /** Tasks by task id. */
  tasks: Readonly<Record<string, Task>>;
  /** Failed attempts, newest last, at most `MAX_ATTEMPT_RECORDS`. */
  attempts: AttemptRecord[];
  output: OutputInfo | null;
  /** Warnings of chunks, each once. */
  chunkWarnings?: RenderWarning[];
  error: WireError | null;
}

export type RenderEvent =
  | { type: 'taskStarted'; at: number; taskId: TaskId; leaseId: string; nodeId: string }
  /** `storedChunks`: those that lie in the store already. `isWhole`: one node does all the rest. */
  | {
      type: 'planned';
      at: number;
      leaseId: string;
      plan: PlanResult;
      storedChunks: readonly StoredChunk[];
      isWhole: boolean;
    }
  | {
      type: 'chunkStored';
      at: number;
      taskId: TaskId;
      leaseId: string;
      sha256: string;
      warnings: readonly RenderWarning[];
    }
  | {
      type: 'outputStored';
      at: number;
      taskId: TaskId;
      leaseId: string;
      output: OutputInfo;
      warnings: readonly RenderWarning[];
    }
  /** `jitter`: 0 to 1, spreads tasks that fail together. */
  | { type: 'taskFailed'; at: number; taskId: TaskId; leaseId: string; error: WireError; jitter: number }
  /** The scheduler lost its hold on the call (restart, lapsed lease): not the task's fault, so it costs no attempt. */
  | { type: 'taskLost'; at: number; taskId: TaskId; leaseId: string }
  /** No node has been usable for too long, or none ever will be. Without effect while any task runs. */
  | { type: 'starved'; at: number; error: WireError }
  /** The state cannot be stored: the render ends, without the texts that pages and nodes wrote. */
  | { type: 'unstorable'; at: number; error: WireError }
  | { type: 'canceled'; at: number }
  /** Resumes a failed or canceled render from the chunks that are still stored. */
  | { type: 'retried'; at: number; storedChunks: readonly StoredChunk[] };

export const MAX_TASK_ATTEMPTS = 4;
/** Waiting for machines is no defect of the task: at the longest backoff this is about a quarter of an hour. */
export const MAX_REFUSALS = 32;
export const MAX_REPLANS = 2;
export const MAX_ATTEMPT_RECORDS = 100;
const BACKOFF_BASE_MS = 1_000;
const BACKOFF_LIMIT_MS = 30_000;

export function newRender(input: { renderId: string; tenantId: string; job: RenderJob; at: number }): RenderState {
  return {
    renderId: input.renderId,
    tenantId: input.tenantId,
    job: input.job,
    status: 'queued',
    revision: 0,
    createdAt: input.at,
    startedAt: null,
    endedAt: null,
    statusSince: input.at,
    stages: {},
    plan: null,
    replans: 0,
    tasks: { plan: waitingTask('plan') },
    attempts: [],
    output: null,
    error: null,
  };
}

export function reduce(state: RenderState, event: RenderEvent): RenderState {
  const next = take(state, event);
  return next === state ? state : { ...next, revision: state.revision + 1 };
}

function take(state: RenderState, event: RenderEvent): RenderState {
  if (event.type === 'retried') return resume(state, event);
  if (isFinal(state.status)) return state;
  if (event.type === 'canceled') return enter({ ...state, tasks: releaseAll(state.tasks) }, 'canceled', event.at);
  if (event.type === 'unstorable') return giveUp(state, event);
  if (event.type === 'taskStarted') return start(state, event);
  if (event.type === 'starved') {
    const isBusy = tasksOf(state).some((task) => task.status === 'running');
    return isBusy ? state : enter({ ...state, error: event.error }, 'failed', event.at);
  }

  const task = state.tasks[event.type === 'planned' ? 'plan' : event.taskId];
  if (task?.status !== 'running' || task.leaseId !== event.leaseId) return state;
  switch (event.type) {
    case 'planned':
      return spreadOut({ ...state, plan: event.plan, tasks: { plan: finished(task) } }, event);
    case 'chunkStored':
      return assembleWhenReady(warned(withTask(state, stored(task, event.sha256)), event.warnings), event.at);
    case 'outputStored':
      return enter(
        { ...warned(withTask(state, finished(task)), event.warnings), output: event.output },
        'completed',
        event.at,
      );
    case 'taskLost':
      return withTask(state, released(task));
    case 'taskFailed':
      return fail(state, task, event);
  }
}

/** A frame may be shown by two chunks. */
function warned(state: RenderState, warnings: readonly RenderWarning[]): RenderState {
  const known = state.chunkWarnings ?? [];
  const fresh = newAmong(warnings, known);
  return fresh.length === 0 ? state : { ...state, chunkWarnings: addWarnings(known, fresh) };
}

function start(state: RenderState, event: RenderEvent & { type: 'taskStarted' }): RenderState {
  const task = state.tasks[event.taskId];
  if (task?.status !== 'waiting') return state;
  const running: Task = {
    ...task,
    status: 'running',
    attempt: task.attempt + 1,
    leaseId: event.leaseId,
    nodeId: event.nodeId,
  };
  const next = { ...withTask(state, running), startedAt: state.startedAt ?? event.at };
  return state.status === 'queued' ? enter(next, 'planning', event.at) : next;
}

/** Turns a plan into the tasks that carry it out; what is stored already is done already. */
function spreadOut(
  state: RenderState & { plan: PlanResult },
  event: { at: number; storedChunks: readonly StoredChunk[]; isWhole: boolean },
): RenderState {
  const rendering = enter(state, 'rendering', event.at);
  const known = digestsByTask(event.storedChunks);
  const waiting = Array.from({ length: state.plan.chunkCount }, (_, index) => waitingTask(`chunk/${index}`));
  if (event.isWhole && waiting.some(({ id }) => !known.has(id))) return withTask(rendering, waitingTask('whole'));
  const chunks = waiting.map((task) => (known.has(task.id) ? stored(task, known.get(task.id)!) : task));
  const tasks = { ...state.tasks, ...Object.fromEntries(chunks.map((task) => [task.id, task])) };
  return assembleWhenReady({ ...rendering, tasks }, event.at);
}

function assembleWhenReady(state: RenderState, at: number): RenderState {
  if (tasksOf(state).some((task) => task.id !== 'assemble' && task.status !== 'done')) return state;
  return enter(withTask(state, state.tasks.assemble ?? waitingTask('assemble')), 'assembling', at);
}

function fail(state: RenderState, task: Task, event: RenderEvent & { type: 'taskFailed' }): RenderState {
  const { code, message, retryable } = event.error;
  const failed = code === 'NO_CAPACITY' ? refused(task) : failedOnce(task);
  const record: AttemptRecord = {
    task: task.id,
    attempt: task.attempt,
    nodeId: task.nodeId ?? '',
    code,
    message: boundText(message, MAX_ATTEMPT_TEXT_LENGTH),
  };
  const next = { ...state, attempts: [...state.attempts, record].slice(-MAX_ATTEMPT_RECORDS) };

  const isPlanLost = PLAN_LOSSES.has(code) && task.id !== 'plan';
  const missing = code === 'CHUNK_MISSING' && task.id === 'assemble' ? chunksLost(state, event.error) : [];
  // The failure is counted for the chunks, not for the task that found them gone: each may vanish a few times, however many there are.
  const blamed =
    missing.length > 0 ? missing.map((chunk) => ({ ...failedOnce(chunk), isRepair: true as const })) : [failed];
  const mayTryAgain = blamed.every(({ failures, refusals }) => failures < MAX_TASK_ATTEMPTS && refusals < MAX_REFUSALS);
  if (retryable && !isPlanLost && mayTryAgain) {
    const again = blamed.map((each): Task => {
      const count = code === 'NO_CAPACITY' ? each.refusals : each.failures;
      return { ...each, notBefore: event.at + backoffMs(count, event.jitter) };
    });
    const waiting = again.reduce(withTask, next);
    return missing.length > 0 ? enter(withTask(waiting, released(task)), 'rendering', event.at) : waiting;
  }
  if ((isPlanLost || code === 'ENGINE_MISMATCH') && state.replans < MAX_REPLANS) {
    const plan: Task = { ...waitingTask('plan'), ...(isPlanLost && { isRepair: true }) };
    return planAnew({ ...next, replans: state.replans + 1 }, plan, event.at);
  }
  // Any chunk may find it first: the plan without painting is the same, and shares no chunk with the one before.
  if (code === 'PAINTING_DIFFERS' && state.unpaintable === undefined)
    return planAnew({ ...next, unpaintable: message }, waitingTask('plan'), event.at);
  const details = { task: task.id, attempt: task.attempt, nodeId: task.nodeId, ...event.error.details };
  const tasks = releaseAll(withTask(next, failed).tasks);
  return enter({ ...next, tasks, error: { ...event.error, details } }, 'failed', event.at);
}

/** Codes of losses that are repaired by making the plan again. */
const PLAN_LOSSES: ReadonlySet<WireError['code']> = new Set(['PLAN_HASH_MISMATCH', 'PLAN_DAMAGED']);

/** Tasks of the chunks that an assembly found missing or damaged. */
function chunksLost({ tasks }: RenderState, { details }: WireError): Task[] {
  const { chunkIndexes, chunkIndex } = details ?? {};
  const indexes: unknown[] = Array.isArray(chunkIndexes) ? chunkIndexes : [chunkIndex];
  return indexes.flatMap((index) => tasks[`chunk/${String(index)}`] ?? []);
}

function planAnew(state: RenderState, plan: Task, at: number): RenderState {
  const abandonedPlans = [...(state.abandonedPlans ?? []), ...(state.plan ? [state.plan.planHash] : [])];
  return enter({ ...state, plan: null, abandonedPlans, tasks: { plan } }, 'planning', at);
}

function resume(state: RenderState, event: RenderEvent & { type: 'retried' }): RenderState {
  if (state.status !== 'failed' && state.status !== 'canceled') return state;
  const fresh = { ...state, error: null, endedAt: null, replans: 0 };
  // A render that ended because a part of its plan was lost is planned again.
  const isPlanLost = state.error !== null && PLAN_LOSSES.has(state.error.code);
  if (isPlanLost)
    return enter(
      { ...fresh, plan: null, tasks: { plan: { ...waitingTask('plan'), isRepair: true } } },
      'queued',
      event.at,
    );
  if (!state.plan) return enter({ ...fresh, tasks: renewed(state.tasks, () => null) }, 'queued', event.at);
  const known = digestsByTask(event.storedChunks);
  const tasks = renewed(state.tasks, (task) => {
    if (task.id === 'plan') return finished(task);
    // A chunk that was found damaged may lie in the store still.
    return known.has(task.id) && !task.isRepair ? stored(task, task.sha256 ?? known.get(task.id)!) : null;
  });
  return assembleWhenReady(enter({ ...fresh, tasks }, 'rendering', event.at), event.at);
}

function giveUp(state: RenderState, { error, at }: RenderEvent & { type: 'unstorable' }): RenderState {
  const { chunkWarnings: _tooLarge, ...rest } = state;
  const plan = state.plan && { ...state.plan, warnings: [] };
  return enter({ ...rest, plan, attempts: [], tasks: releaseAll(state.tasks), error }, 'failed', at);
}

/** Moves to a status and books the time spent in the one before. */
function enter(state: RenderState, status: RenderStatus, at: number): RenderState {
  if (state.status === status) return state;
  const stage = STAGE_OF[state.status];
  const stages = stage
    ? { ...state.stages, [stage]: (state.stages[stage] ?? 0) + at - state.statusSince }
    : state.stages;
  return { ...state, status, stages, statusSince: at, endedAt: isFinal(status) ? at : null };
}

export const STAGE_OF: Readonly<Partial<Record<RenderStatus, StageName>>> = {
  queued: 'queue',
  planning: 'plan',
  rendering: 'render',
  assembling: 'assemble',
};

export const tasksOf = (state: RenderState): Task[] => Object.values(state.tasks);
export const isChunkTask = (id: TaskId): id is `chunk/${number}` => id.startsWith('chunk/');
export const chunkIndexOfTask = (id: `chunk/${number}`): number => Number(id.slice('chunk/'.length));

const waitingTask = (id: TaskId): Task => ({
  id,
  status: 'waiting',
  attempt: 0,
  failures: 0,
  refusals: 0,
  leaseId: null,
  nodeId: null,
  notBefore: 0,
});
const finished = ({ isRepair: _done, ...task }: Task): Task => ({ ...task, status: 'done', leaseId: null });
const stored = (task: Task, sha256: string | null): Task => ({ ...finished(task), ...(sha256 !== null && { sha256 }) });
const digestsByTask = (chunks: readonly StoredChunk[]): ReadonlyMap<TaskId, string | null> =>
  new Map(chunks.map(({ index, sha256 }) => [`chunk/${index}` as const, sha256]));
const released = (task: Task): Task => ({ ...task, status: 'waiting', leaseId: null, nodeId: null });
const failedOnce = ({ sha256: _lost, ...task }: Task): Task => ({ ...released(task), failures: task.failures + 1 });
const refused = (task: Task): Task => ({ ...released(task), refusals: task.refusals + 1 });
const withTask = (state: RenderState, task: Task): RenderState => ({
  ...state,
  tasks: { ...state.tasks, [task.id]: task },
});

type Tasks = RenderState['tasks'];
const mapTasks = (tasks: Tasks, change: (task: Task) => Task): Tasks =>
  Object.fromEntries(Object.values(tasks).map((task) => [task.id, change(task)]));
const releaseAll = (tasks: Tasks): Tasks =>
  mapTasks(tasks, (task) => (task.status === 'running' ? released(task) : task));
const renewed = (tasks: Tasks, done: (task: Task) => Task | null): Tasks =>
  mapTasks(tasks, (task) => done(task) ?? { ...released(task), failures: 0, refusals: 0, notBefore: 0 });

/** Exponential with full jitter over its upper half. */
function backoffMs(failures: number, jitter: number): number {
  const ceiling = Math.min(BACKOFF_LIMIT_MS, BACKOFF_BASE_MS * 2 ** (failures - 1));
  return Math.round(ceiling * (0.5 + jitter / 2));
}
