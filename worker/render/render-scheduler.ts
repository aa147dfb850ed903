/**
 * The Durable Object of one render: keeps its state, asks the pool for slots, makes the calls. What happens next is decided by
 * `reduce` and `decide`; nothing that lives only in memory is needed to carry on.
 * @module
 */
import { DurableObject } from 'cloudflare:workers';
import { EdgereelError, toWire, type WireError } from '#contracts/errors.ts';
import { renderPrefix, schedulerName } from '#contracts/keys.ts';
import { isFinal, type RenderStatus } from '#contracts/render.ts';
import {
  newRender,
  reduce,
  tasksOf,
  type RenderEvent,
  type RenderJob,
  type RenderState,
  type Task,
} from './render-state.ts';
import { configOf, HEARTBEAT_MS, STARVATION_LIMIT_MS } from '../config.ts';
import { consoleLogger, describeError, type Logger } from '../log.ts';
import { poolOf, tenantOf } from '../stubs.ts';
import { createNode } from '../nodes/create-node.ts';
import { describeStarvation } from '../nodes/starvation.ts';
import type { Lease } from '../nodes/allocate.ts';
import type { RenderNode } from '../nodes/render-node.ts';
import { bundledAssets } from '../sites/bundled-compositions.ts';
import { ObjectStore } from '../storage/object-store.ts';
import { AlarmScheduler } from './alarm-scheduler.ts';
import { claimChunks, removeOldChunks, type RetainedChunks } from './chunk-retention.ts';
import { decide } from './decide.ts';
import { LiveView } from './live-view.ts';
import { OpenCalls } from './open-calls.ts';
import { describeFinished, describeTask } from './render-log.ts';
import type { RenderSnapshot } from './render-snapshot.ts';
import { RenderStore } from './render-store.ts';
import { runTask } from './run-task.ts';
import { describeStream, type StreamState } from './stream-state.ts';
import { eventsInsteadOf } from './unstorable.ts';
import { whyNoRetry } from './why-no-retry.ts';

export interface NewRender {
  tenantId: string;
  renderId: string;
  job: RenderJob;
}

const RETENTION_RETRY_MS = 60 * 60_000;

export class RenderScheduler extends DurableObject<Env> {
  readonly #store: RenderStore;
  readonly #alarms: AlarmScheduler<'beat' | 'retention'>;
  readonly #calls = new OpenCalls();
  readonly #view: LiveView;
  #state: RenderState | null;
  #driving: Promise<void> | null = null;
  #mustDriveAgain = false;
  /** Events in a row whose state was not stored. */
  #unstored = 0;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#store = new RenderStore(ctx.storage);
    this.#alarms = new AlarmScheduler(ctx.storage);
    this.#view = new LiveView(ctx.storage.kv.get<number>('ratio') ?? 0);
    this.#state = this.#store.load();
    // After a restart in the middle of work: carry on at once instead of at the next beat.
    if (this.#state && !isFinal(this.#state.status)) ctx.waitUntil(this.#alarms.set({ beat: Date.now() }));
  }

  /** Test seams: which adapter talks to a node, where objects lie, where events go. */
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
      this.#put(newRender({ ...render, at: Date.now() }));
      this.ctx.waitUntil(this.#drive());
    }
    return this.#view.describe(this.#state!);
  }

  read(): RenderSnapshot | null {
    return this.#state && this.#view.describe(this.#state);
  }

  /** Facts that a playlist needs; null before there is a plan. */
  readStream(): StreamState | null {
    return this.#state && describeStream(this.#state);
  }

  /** The snapshot once the render has ended, or as it is when the time is up. */
  async waitUntilFinal(timeoutMs: number): Promise<RenderSnapshot | null> {
    if (this.#state && !isFinal(this.#state.status)) await this.#view.waitForEnd(timeoutMs);
    return this.read();
  }

  /** Snapshots as JSON lines, from now on, until the end. Null when there is no render, or nothing the caller has not seen. */
  subscribe(lastEventId: string | null): ReadableStream<Uint8Array> | null {
    return this.#state && this.#view.subscribe(this.#state, lastEventId);
  }

  async cancel(): Promise<RenderSnapshot | null> {
    this.#apply({ type: 'canceled', at: Date.now() });
    await this.#drive();
    return this.read();
  }

  /** Resumes a failed or canceled render; any other is returned as it is. One that would fail again because of its request is refused. */
  async retry(): Promise<{ snapshot: RenderSnapshot | null } | { error: WireError }> {
    const state = this.#state;
    if (!state) return { snapshot: null };
    const refusal = whyNoRetry(state);
    if (refusal) return { error: toWire(refusal) };
    try {
      const { tenantId, plan } = state;
      const storedChunks = plan ? await claimChunks(this.objects, { tenantId, planHash: plan.planHash }) : [];
      this.#apply({ type: 'retried', at: Date.now(), storedChunks });
    } catch (error) {
      return { error: toWire(error) };
    }
    this.ctx.waitUntil(this.#drive());
    return { snapshot: this.read() };
  }

  /** Cancels, deletes the output and forgets the render. Chunks stay until their retention ends: other renders may share them. */
  async remove(): Promise<WireError | null> {
    if (!this.#state) return null;
    await this.cancel();
    const state = this.#state;
    // Another call was quicker.
    if (!state) return null;
    try {
      // The round above may have ended early; without this the chunks would stay for ever.
      await this.#rest(state);
      const keys: string[] = [];
      for await (const object of this.objects.list(renderPrefix(state.tenantId, state.renderId))) keys.push(object.key);
      await this.objects.delete(keys);
    } catch (error) {
      return toWire(error);
    }
    // While objects went, others may have called: removed it, or tried it again.
    if (!this.#state) return null;
    if (!isFinal(this.#state.status))
      return toWire(new EdgereelError('CONFLICT', 'The render was started again while it was removed.'));
    this.#store.remove(state);
    this.#state = null;
    this.#view.close();
    if (!this.ctx.storage.kv.get('retained')) await this.ctx.storage.deleteAll();
    return null;
  }

  /** The pool hands over a slot this render waits for. False: there is no use for it any more. */
  offer(lease: Lease): boolean {
    return this.#begin(lease);
  }

  override async alarm(): Promise<void> {
    const now = Date.now();
    const due = await this.#alarms.takeDue(now, now + HEARTBEAT_MS);
    await this.#drive();
    if (due.includes('retention')) await this.#endRetention();
  }

  /** Takes an event: the new state is written, calls that it made pointless are stopped, the watchers hear of it. */
  #apply(event: RenderEvent): void {
    const before = this.#state;
    if (!before) return;
    try {
      this.#put(reduce(before, event));
      this.#unstored = 0;
    } catch (error) {
      this.#unstored += 1;
      this.#logFault(error);
      this.#putFirst(eventsInsteadOf(event, this.#unstored, Date.now()), error);
    }
    const after = this.#state!;
    if (after === before) return;
    this.#calls.keepOnly(after);
    if (isFinal(after.status)) this.log(describeFinished(after));
  }

  /** Takes the first of these events whose state can be stored; throws when none can. */
  #putFirst([event, ...others]: readonly RenderEvent[], reason: unknown): void {
    if (!event) throw reason;
    try {
      this.#put(reduce(this.#state!, event));
    } catch (error) {
      this.#putFirst(others, error);
    }
  }

  #put(next: RenderState): void {
    if (next === this.#state) return;
    this.#store.save(this.#state, next);
    this.#state = next;
    this.#view.publish(next);
    this.ctx.storage.kv.put('ratio', this.#view.ratio);
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
        this.#logFault(error);
      } finally {
        this.#driving = null;
      }
    })();
    return this.#driving;
  }

  #logFault(error: unknown): void {
    this.log({ event: 'render.drive', outcome: 'failure', renderId: this.#state?.renderId, ...describeError(error) });
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
    const { granted, lapsed, problem } = await this.#calls.deliverReleased((released) =>
      poolOf(this.env).sync({
        holder: schedulerName(state.tenantId, state.renderId),
        wanted,
        engineId: state.plan?.engine.id ?? null,
        held: this.#calls.leaseIds,
        released,
      }),
    );
    for (const leaseId of lapsed) this.#lose(leaseId);
    const useless = granted.filter((lease) => !this.#begin(lease));
    for (const { id: leaseId, nodeId } of useless) this.#calls.release({ leaseId, nodeId, end: 'dropped' });
    const isWaiting = wanted > 0 && this.#calls.leaseIds.length === 0;
    const isStarved = this.#noteStarvation(isWaiting ? problem : null);
    if (lapsed.length > 0 || useless.length > 0 || isStarved) this.#mustDriveAgain = true;
  }

  /** Ends the render when no node has been usable for too long, or none will be. True when it did. */
  #noteStarvation(problem: WireError | null): boolean {
    const { kv } = this.ctx.storage;
    const now = Date.now();
    const since = kv.get<number>('starvedSince');
    if (!problem) {
      if (since !== undefined) kv.delete('starvedSince');
      return false;
    }
    if (since === undefined) kv.put('starvedSince', now);
    const waitedMs = now - (since ?? now);
    if (problem.retryable && waitedMs < STARVATION_LIMIT_MS) return false;
    kv.delete('starvedSince');
    this.#apply({ type: 'starved', at: now, error: describeStarvation(problem, waitedMs) });
    return this.#state !== null && isFinal(this.#state.status);
  }

  /** The tenant's index follows the state; a note that failed is repeated until it stands. */
  async #noteStatus({ tenantId, renderId, status }: RenderState): Promise<void> {
    if (this.ctx.storage.kv.get<RenderStatus>('notedStatus') === status) return;
    await tenantOf(this.env, tenantId).noteStatus(renderId, status);
    this.ctx.storage.kv.put('notedStatus', status);
  }

  /** Ends the beat of a finished render. Nothing is left to do but to clean up one day. */
  async #rest({ tenantId, plan, abandonedPlans = [], endedAt, revision }: RenderState): Promise<void> {
    const planHashes = plan ? [...abandonedPlans, plan.planHash] : abandonedPlans;
    if (planHashes.length === 0 || this.ctx.storage.kv.get<number>('rested') === revision)
      return this.#alarms.set({ beat: null });
    this.ctx.storage.kv.put<RetainedChunks[]>(
      'retained',
      planHashes.map((planHash) => ({ tenantId, planHash })),
    );
    await this.#alarms.set({ beat: null, retention: endedAt! + configOf(this.env).intermediatesRetentionMs });
    this.ctx.storage.kv.put('rested', revision);
  }

  async #endRetention(): Promise<void> {
    // A single entry is what earlier versions stored.
    const retained = this.ctx.storage.kv.get<RetainedChunks[] | RetainedChunks>('retained');
    // A render that was retried sets it anew at its end.
    if (!retained || (this.#state && !isFinal(this.#state.status))) return this.#alarms.set({ retention: null });
    // Set first, so that a fault of the store only puts it off.
    await this.#alarms.set({ retention: Date.now() + RETENTION_RETRY_MS });
    const { intermediatesRetentionMs } = configOf(this.env);
    for (const chunks of [retained].flat()) await removeOldChunks(this.objects, chunks, intermediatesRetentionMs);
    this.ctx.storage.kv.delete('retained');
    await this.#alarms.set({ retention: null });
    if (!this.#state) await this.ctx.storage.deleteAll();
  }

  /** Starts the next task on a lease; false when none waits. */
  #begin(lease: Lease): boolean {
    const task = this.#state && decide(this.#state, Date.now()).start[0];
    if (!task) return false;
    this.#apply({ type: 'taskStarted', at: Date.now(), taskId: task.id, leaseId: lease.id, nodeId: lease.nodeId });
    this.#run(this.#state!, this.#state!.tasks[task.id]!, lease).catch((error: unknown) => this.#logFault(error));
    return true;
  }

  async #run(state: RenderState, task: Task, lease: Lease): Promise<void> {
    const startedAt = Date.now();
    const signal = this.#calls.open(task.id, lease);
    const event = await runTask(state, task, lease, () => ({
      node: this.nodeFor(lease.nodeId),
      store: this.objects,
      assets: bundledAssets(this.env),
      config: configOf(this.env),
      options: {
        signal,
        leaseId: lease.id,
        onProgress: (progress) => {
          if (this.#calls.has(lease.id)) this.#view.report(task.id, progress, () => this.#state);
        },
      },
    }));
    const error = event.type === 'taskFailed' ? event.error : null;
    const isWanted = this.#calls.close(lease.id, error?.code ?? 'done');
    this.log(describeTask(state, task, isWanted ? error : 'stopped', Date.now() - startedAt));
    if (!isWanted) return;
    this.#view.forget(task.id);
    this.#apply(event);
    await this.#drive();
  }

  #lose(leaseId: string): void {
    const taskId = this.#calls.taskOf(leaseId);
    if (taskId) this.#apply({ type: 'taskLost', at: Date.now(), taskId, leaseId });
  }

  /** A task that runs by the state but has no call here was cut off by a restart of this object. */
  #findLostTasks(): void {
    for (const { id: taskId, status, leaseId, nodeId } of tasksOf(this.#state!)) {
      if (status !== 'running' || this.#calls.has(leaseId!)) continue;
      this.#calls.release({ leaseId: leaseId!, nodeId: nodeId!, end: 'dropped' });
      this.#apply({ type: 'taskLost', at: Date.now(), taskId, leaseId: leaseId! });
    }
  }
}
