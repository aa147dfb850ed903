/**
 * A render on a farm that is not there: the real state machine, the real choice of what comes next and the real sharing out
 * of slots, under a clock that jumps from event to event. Only nodes and their speed are made up.
 * @module
 */
import { planChunks } from '#contracts/plan.ts';
import type { PlanResult } from '#contracts/protocol.ts';
import { isFinal } from '#contracts/render.ts';
import {
  chunkIndexOfTask,
  newRender,
  isChunkTask,
  reduce,
  type RenderState,
  type TaskId,
} from '../worker/render/render-state.ts';
import { allocate, type Lease, type PoolNode } from '../worker/nodes/allocate.ts';
import { decide } from '../worker/render/decide.ts';

export interface Farm {
  containers: number;
  slotsPerContainer: number;
  /** Seconds from a container's first call to its first answer. */
  coldStartSeconds: (container: number) => number;
}

/** Seconds that each kind of work takes on one slot. */
export interface Work {
  frames: number;
  secondsPerFrame: number;
  /** A fresh page, an encoder. */
  secondsPerChunk: number;
  planSeconds: number;
  assembleSeconds: number;
  assembleSecondsPerChunk: number;
  /** Seconds from the end of one task to the start of the next on the same slot: exchange with the pool, call, answer. */
  exchangeSeconds: number;
  maxParallelChunks: number;
}

export interface Simulation {
  totalSeconds: number;
  chunks: number;
  /** Slots at work, summed over time. */
  busySeconds: number;
  peakSlots: number;
  /** Containers that did any work. */
  containersUsed: number;
  /** Seconds in which no slot was at work. */
  idleSeconds: number;
}

interface Timer {
  at: number;
  run: () => void;
}

const RENDER = { renderId: 'simulated', tenantId: 'simulated' };

/** Time 0 is the request. Throws when the render does not complete. */
export function simulateRender(farm: Farm, work: Work): Simulation {
  const chunks = planChunks(work.frames);
  const durations = taskDurations(work, chunks);
  const nodes: PoolNode[] = Array.from({ length: farm.containers }, (_, index) => sleepingNode(index));
  const probing = new Set<string>();
  let leases: Lease[] = [];
  let state = newRender({ ...RENDER, job: simulatedJob(work.maxParallelChunks), at: 0 });
  let now = 0;
  let leaseCount = 0;
  const timers: Timer[] = [];
  const after = (seconds: number, run: () => void): void => {
    timers.push({ at: now + seconds * 1000, run });
  };
  const usage = watchSlots();
  const used = new Set<string>();

  /** What scheduler and pool do after each event. */
  const drive = (): void => {
    const wanted = decide(state, now).start.length;
    const demands = [{ holder: RENDER.renderId, wanted, engineId: state.plan?.engine.id ?? null, since: 0 }];
    const { grants, probe } = allocate(nodes, leases, demands, now);
    for (const { nodeId } of grants) begin(nodeId);
    for (const nodeId of probe) wake(nodeId);
  };

  const begin = (nodeId: string): void => {
    const [task] = decide(state, now).start;
    if (!task) throw new Error('The pool granted a slot that the render has no use for.');
    const leaseId = `lease-${leaseCount++}`;
    leases.push({ id: leaseId, nodeId, holder: RENDER.renderId, expiresAt: Number.POSITIVE_INFINITY });
    state = reduce(state, { type: 'taskStarted', at: now, taskId: task.id, leaseId, nodeId });
    used.add(nodeId);
    after(work.exchangeSeconds, () => {
      usage.change(now, 1);
      after(durations(task.id), () => {
        usage.change(now, -1);
        leases = leases.filter((lease) => lease.id !== leaseId);
        state = finish(state, task.id, leaseId, now, work.frames, chunks.length);
        drive();
      });
    });
  };

  const wake = (nodeId: string): void => {
    if (probing.has(nodeId)) return;
    probing.add(nodeId);
    const index = nodes.findIndex((node) => node.id === nodeId);
    const isWarm = nodes[index]!.slots !== null;
    after(isWarm ? 0 : farm.coldStartSeconds(index), () => {
      probing.delete(nodeId);
      nodes[index] = { ...nodes[index]!, slots: farm.slotsPerContainer, engineId: 'simulated', probedAt: now };
      drive();
    });
  };

  drive();
  while (!isFinal(state.status)) {
    const next = timers.reduce((soonest, timer) => (timer.at < soonest.at ? timer : soonest), timers[0]!);
    if (!next) throw new Error(`The render stands still as ${state.status}.`);
    timers.splice(timers.indexOf(next), 1);
    now = next.at;
    next.run();
  }
  if (state.status !== 'completed') throw new Error(`The render ended as ${state.status}: ${state.error?.message}`);
  return { totalSeconds: now / 1000, chunks: chunks.length, containersUsed: used.size, ...usage.sum(now) };
}

function taskDurations(work: Work, chunks: ReturnType<typeof planChunks>): (task: TaskId) => number {
  return (task) => {
    if (task === 'plan') return work.planSeconds;
    if (!isChunkTask(task)) return work.assembleSeconds + chunks.length * work.assembleSecondsPerChunk;
    const { startFrame, endFrame } = chunks[chunkIndexOfTask(task)]!;
    return work.secondsPerChunk + (endFrame - startFrame) * work.secondsPerFrame;
  };
}

function finish(state: RenderState, taskId: TaskId, leaseId: string, at: number, frames: number, chunkCount: number) {
  if (taskId === 'plan') {
    const plan = { frameCount: frames, chunkCount, engine: { id: 'simulated' } } as PlanResult;
    return reduce(state, { type: 'planned', at, leaseId, plan, storedChunks: [], isWhole: false });
  }
  if (isChunkTask(taskId)) return reduce(state, { type: 'chunkStored', sha256: '', warnings: [], at, taskId, leaseId });
  const output = { frames } as NonNullable<RenderState['output']>;
  return reduce(state, { type: 'outputStored', warnings: [], at, taskId, leaseId, output });
}

function watchSlots() {
  let [active, since, peakSlots, busyMs, idleMs] = [0, 0, 0, 0, 0];
  const pass = (now: number): void => {
    busyMs += active * (now - since);
    if (active === 0) idleMs += now - since;
    since = now;
  };
  return {
    change(now: number, by: 1 | -1) {
      pass(now);
      active += by;
      peakSlots = Math.max(peakSlots, active);
    },
    sum(now: number) {
      pass(now);
      return { peakSlots, busySeconds: busyMs / 1000, idleSeconds: idleMs / 1000 };
    },
  };
}

const sleepingNode = (index: number): PoolNode => ({
  ...{ id: `container-${index}`, slots: null, engineId: null, probedAt: 0, asideUntil: 0, failures: 0 },
});

/** The scheduling looks at nothing of a job but its width. */
const simulatedJob = (maxParallelChunks: number) => ({ maxParallelChunks }) as RenderState['job'];
