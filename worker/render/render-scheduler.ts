/**
 * The Durable Object of one render: keeps its state, asks the pool for slots, makes the calls, tells the watchers. What happens
 * next is decided by `reduce` and `decide`; nothing that lives only in memory is needed to carry on.
 * @module
 */
import { DurableObject } from 'cloudflare:workers';
import { EdgereelError, toWire, type ErrorCode, type WireError } from '#contracts/errors.ts';
import { renderPrefix, schedulerName } from '#contracts/keys.ts';
import { isFinal, type RenderStatus } from '#contracts/render.ts';
import { createRender, reduce, tasksOf, type RenderEvent, type RenderJob, type RenderState, type Task, type TaskId } from '#contracts/render-state.ts';
import type { NodeProgress } from '#contracts/protocol.ts';
import { CALL_LIMIT_MS, configOf, HEARTBEAT_MS } from '../config.ts';
import { consoleLogger, describeError, type Logger } from '../log.ts';
import { poolOf, tenantOf } from '../objects.ts';
import { createNode } from '../nodes/create-node.ts';
import type { Lease } from '../nodes/allocate.ts';
import type { RenderNode } from '../nodes/render-node.ts';
import { ObjectStore } from '../storage/object-store.ts';
import { AlarmScheduler } from './alarm-scheduler.ts';
import { removeOldChunks, type RetainedChunks } from './chunk-retention.ts';
import { decide } from './decide.ts';
import { measureProgress } from './render-progress.ts';
import { describeRender, type RenderSnapshot } from './render-snapshot.ts';
import { RenderStore } from './render-store.ts';
import { listStoredChunks, runTask } from './run-task.ts';
import { Subscribers } from './subscribers.ts';

export interface NewRender {
  tenantId: string;
  renderId: string;
  job: RenderJob;
}

interface Call {
  taskId: TaskId;
  lease: Lease;
  controller: AbortController;
}

/** How often hints of progress go out at most. */
const HINT_INTERVAL_MS = 200;

export class RenderScheduler extends DurableObject<Env> {
  readonly #store: RenderStore;
  readonly #alarms: AlarmScheduler<'beat' | 'retention'>;
  #state: RenderState | null;

  /** Calls under way, by lease. Lost with the memory; `#findLostTasks` notices. */
  readonly #calls = new Map<string, Call>();
  readonly #live = new Map<TaskId, NodeProgress>();
  #released: { leaseId: string; nodeId: string; code: ErrorCode | null }[] = [];
  readonly #subscribers = new Subscribers();
  readonly #ended: (() => void)[] = [];
  #ratio: number;
  #hints = 0;
  #hintTimer: ReturnType<typeof setTimeout> | null = null;
  #driving: Promise<void> | null = null;
  #mustDriveAgain = false;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#store = new RenderStore(ctx.storage);
    this.#alarms = new AlarmScheduler(ctx.storage);
    this.#state = this.#store.load();
    this.#ratio = ctx.storage.kv.get<number>('ratio') ?? 0;
    // After a restart in the middle of work: carry on at once instead of at the next beat.
    if (this.#state && !isFinal(this.#state.status)) ctx.waitUntil(this.#alarms.set({ beat: Date.now() }));
  }

  /** Test seams: which adapter talks to a node, and where objects lie. */
  protected nodeFor(nodeId: string): RenderNode {
    return createNode(nodeId, this.env);
  }
  protected get objects(): ObjectStore {
    return new ObjectStore(this.env.ARTIFACTS);
  }
  protected readonly log: Logger = consoleLogger;

  /** Safe to repeat: a render that exists is told, not changed. */
  create(render: NewRender): RenderSnapshot {
    if (!this.#state) {
      this.#put(createRender({ ...render, at: Date.now() }));
      this.ctx.waitUntil(this.#drive());
    }
    return this.#snapshot(this.#state!);
  }

  read(): RenderSnapshot | null {
    return this.#state && this.#snapshot(this.#state);
  }

  /** The snapshot once the render has ended, or as it is when the time is up. */
  async waitUntilFinal(timeoutMs: number): Promise<RenderSnapshot | null> {
    if (this.#state && !isFinal(this.#state.status)) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#ended.push(resolve);
      await Promise.race([promise, scheduler.wait(timeoutMs)]);
    }
    return this.read();
  }

  async cancel(): Promise<RenderSnapshot | null> {
    this.#apply({ type: 'canceled', at: Date.now() });
    await this.#drive();
    return this.read();
  }

  /** Resumes a failed or canceled render; any other is told as it is. */
  async retry(): Promise<{ snapshot: RenderSnapshot | null } | { error: WireError }> {
    const state = this.#state;
    if (state) {
      const { intermediatesRetentionMs } = configOf(this.env);
      try {
        const storedChunks = state.plan
          ? await listStoredChunks(this.objects, state.tenantId, state.plan.planHash, intermediatesRetentionMs)
          : [];
        this.#apply({ type: 'retried', at: Date.now(), storedChunks });
      } catch (error) {
        return { error: toWire(error) };
      }
      this.ctx.waitUntil(this.#drive());
    }
    return { snapshot: this.read() };
  }

  /** Cancels, deletes the output and forgets the render. Chunks stay until their retention ends: other renders may share them. */
  async remove(): Promise<WireError | null> {
    const state = this.#state;
    if (!state) return null;
    await this.cancel();
    try {
      const keys: string[] = [];
      for await (const object of this.objects.list(renderPrefix(state.tenantId, state.renderId))) keys.push(object.key);
      await this.objects.delete(keys);
    } catch (error) {
      return toWire(error);
    }
    this.#store.remove(this.#state!);
    this.#state = null;
    this.#subscribers.close();
    if (!this.ctx.storage.kv.get('retained')) await this.ctx.storage.deleteAll();
    return null;
  }

  /** Snapshots as JSON lines, from now on, until the end. Null when the caller has seen the last one. */
  subscribe(lastEventId: string | null): ReadableStream<Uint8Array> | null {
    const state = this.#state;
    if (!state) return null;
    const snapshot = this.#snapshot(state);
    const isSeen = lastEventId === snapshot.eventId;
    if (isSeen && isFinal(state.status)) return null;
    const stream = this.#subscribers.add(isSeen ? null : snapshot);
    if (isFinal(state.status)) this.#subscribers.close();
    return stream;
  }

  /** The pool hands over a slot this render waits for. False: there is no use for it any more. */
  offer(lease: Lease): boolean {
    return this.#begin(lease);
  }

  override async alarm(): Promise<void> {
    const due = await this.#alarms.takeDue(Date.now());
    if (due.includes('retention')) await this.#endRetention();
    await this.#drive();
  }

  /** Takes an event, writes the new state, stops calls that it made pointless, tells the watchers. */
  #apply(event: RenderEvent): void {
    const before = this.#state;
    if (!before) return;
    const next = reduce(before, event);
    if (next === before) return;
    this.#put(next);
    for (const { taskId, lease } of [...this.#calls.values()]) {
      if (next.tasks[taskId]?.leaseId !== lease.id) this.#stop(lease);
    }
    if (isFinal(next.status)) this.#end(next);
  }

  #put(next: RenderState): void {
    this.#store.save(this.#state, next);
    this.#state = next;
    this.#hints = 0;
    this.#subscribers.publish(this.#snapshot(next), false);
    this.ctx.storage.kv.put('ratio', this.#ratio);
  }

  #end(state: RenderState): void {
    this.#subscribers.close();
    for (const resolve of this.#ended.splice(0)) resolve();
    this.log({
      event: 'render.finished',
      outcome: state.status === 'completed' ? 'ok' : state.status === 'canceled' ? 'canceled' : 'error',
      renderId: state.renderId,
      tenantId: state.tenantId,
      durationMs: state.endedAt! - state.createdAt,
      ...state.stages,
      frames: state.plan?.frameCount,
      failedAttempts: state.attempts.length,
      errorCode: state.error?.code,
    });
  }

  /** Brings what is under way in line with the state, one round at a time. Never rejects: the next beat tries again. */
  #drive(): Promise<void> {
    this.#mustDriveAgain = true;
    this.#driving ??= (async () => {
      try {
        while (this.#mustDriveAgain) {
          this.#mustDriveAgain = false;
          await this.#step();
        }
      } catch (error) {
        this.log({ event: 'render.drive', outcome: 'error', renderId: this.#state?.renderId, ...describeError(error) });
      } finally {
        this.#driving = null;
      }
    })();
    return this.#driving;
  }

  async #step(): Promise<void> {
    if (!this.#state) return;
    this.#findLostTasks();
    const state = this.#state;
    const now = Date.now();
    const { start, wakeAt } = decide(state, now);
    // Set before anything can fail: whatever happens below, there is a next round.
    await this.#alarms.set({ beat: Math.min(now + HEARTBEAT_MS, wakeAt ?? Number.POSITIVE_INFINITY) });
    await this.#exchangeLeases(state, start.length);
    await this.#noteStatus(state);
    if (isFinal(state.status) && this.#state === state) await this.#rest(state);
  }

  async #exchangeLeases(state: RenderState, wanted: number): Promise<void> {
    const released = this.#released;
    this.#released = [];
    try {
      const { granted, lapsed } = await poolOf(this.env).sync({
        holder: schedulerName(state.tenantId, state.renderId),
        wanted,
        engineId: state.plan?.engine.id ?? null,
        held: [...this.#calls.keys()],
        released,
      });
      for (const leaseId of lapsed) this.#lose(leaseId);
      const useless = granted.filter((lease) => !this.#begin(lease));
      for (const { id: leaseId, nodeId } of useless) this.#released.push({ leaseId, nodeId, code: null });
      if (lapsed.length > 0 || useless.length > 0) this.#mustDriveAgain = true;
    } catch (error) {
      this.#released.unshift(...released);
      throw error;
    }
  }

  /** The tenant's index follows the state; a note that failed is repeated until it stands. */
  async #noteStatus({ tenantId, renderId, status }: RenderState): Promise<void> {
    if (this.ctx.storage.kv.get<RenderStatus>('notedStatus') === status) return;
    await tenantOf(this.env, tenantId).noteStatus(renderId, status);
    this.ctx.storage.kv.put('notedStatus', status);
  }

  /** Nothing is left to do but to clean up one day. */
  async #rest(state: RenderState): Promise<void> {
    const retention = state.plan ? state.endedAt! + configOf(this.env).intermediatesRetentionMs : null;
    if (state.plan) {
      this.ctx.storage.kv.put<RetainedChunks>('retained', { tenantId: state.tenantId, planHash: state.plan.planHash });
    }
    await this.#alarms.set({ beat: null, retention });
  }

  async #endRetention(): Promise<void> {
    const retained = this.ctx.storage.kv.get<RetainedChunks>('retained');
    if (!retained || (this.#state && !isFinal(this.#state.status))) return;
    await removeOldChunks(this.objects, retained, configOf(this.env).intermediatesRetentionMs);
    if (!this.#state) await this.ctx.storage.deleteAll();
  }

  #begin(lease: Lease): boolean {
    const task = this.#state && decide(this.#state, Date.now()).start[0];
    if (!task) return false;
    this.#apply({ type: 'taskStarted', at: Date.now(), taskId: task.id, leaseId: lease.id, nodeId: lease.nodeId });
    const controller = new AbortController();
    this.#calls.set(lease.id, { taskId: task.id, lease, controller });
    void this.#run(this.#state!, this.#state!.tasks[task.id]!, lease, controller);
    return true;
  }

  async #run(state: RenderState, task: Task, lease: Lease, controller: AbortController): Promise<void> {
    const startedAt = Date.now();
    const overdue = new EdgereelError('NODE_TIMEOUT', `The node worked longer than ${CALL_LIMIT_MS / 60_000} minutes on one call.`);
    const limit = setTimeout(() => controller.abort(overdue), CALL_LIMIT_MS);
    const event = await runTask(state, task, lease, {
      node: this.nodeFor(lease.nodeId),
      store: this.objects,
      config: configOf(this.env),
      options: { signal: controller.signal, leaseId: lease.id, onProgress: (progress) => this.#hint(task.id, lease.id, progress) },
    });
    clearTimeout(limit);
    const wasStopped = !this.#calls.delete(lease.id);
    const error = event.type === 'taskFailed' ? event.error : null;
    this.log({
      event: 'render.task',
      outcome: wasStopped ? 'canceled' : error ? 'error' : 'ok',
      durationMs: Date.now() - startedAt,
      renderId: state.renderId,
      tenantId: state.tenantId,
      task: task.id,
      attempt: task.attempt,
      nodeId: lease.nodeId,
      ...(error && { errorCode: error.code, errorMessage: error.message }),
    });
    // A call that was stopped has been given up already, lease and all.
    if (wasStopped) return;
    this.#live.delete(task.id);
    this.#released.push({ leaseId: lease.id, nodeId: lease.nodeId, code: error?.code ?? null });
    this.#apply(event);
    await this.#drive();
  }

  #stop(lease: Lease): void {
    const call = this.#calls.get(lease.id);
    if (!call) return;
    this.#calls.delete(lease.id);
    this.#live.delete(call.taskId);
    this.#released.push({ leaseId: lease.id, nodeId: lease.nodeId, code: null });
    call.controller.abort(new EdgereelError('CANCELLED', 'The scheduler gave this call up.'));
  }

  #lose(leaseId: string): void {
    const call = this.#calls.get(leaseId);
    if (call) this.#apply({ type: 'taskLost', at: Date.now(), taskId: call.taskId, leaseId });
  }

  /** A task that runs by the state but has no call here was cut off by a restart of this object. */
  #findLostTasks(): void {
    for (const { id: taskId, status, leaseId, nodeId } of tasksOf(this.#state!)) {
      if (status !== 'running' || this.#calls.has(leaseId!)) continue;
      this.#released.push({ leaseId: leaseId!, nodeId: nodeId!, code: null });
      this.#apply({ type: 'taskLost', at: Date.now(), taskId, leaseId: leaseId! });
    }
  }

  #hint(taskId: TaskId, leaseId: string, progress: NodeProgress): void {
    if (!this.#calls.has(leaseId)) return;
    this.#live.set(taskId, progress);
    if (this.#subscribers.isEmpty || this.#hintTimer) return;
    this.#hintTimer = setTimeout(() => {
      this.#hintTimer = null;
      if (!this.#state || isFinal(this.#state.status)) return;
      this.#hints += 1;
      this.#subscribers.publish(this.#snapshot(this.#state), true);
    }, HINT_INTERVAL_MS);
  }

  #snapshot(state: RenderState): RenderSnapshot {
    const progress = measureProgress(state, this.#live, this.#ratio);
    this.#ratio = progress.ratio;
    return describeRender(state, progress, `${state.revision}.${this.#hints}`, Date.now());
  }
}
