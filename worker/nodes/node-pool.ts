/**
 * The Durable Object that says who may use which slot of which node, and for how long. It hands out leases and never does or
 * awaits the work itself.
 * @module
 */
import { DurableObject } from 'cloudflare:workers';
import { asEdgereelError, toWire, type ErrorCode, type WireError } from '#contracts/errors.ts';
import { containerName } from '#contracts/keys.ts';
import { PROTOCOL_VERSION } from '#contracts/protocol.ts';
import { configOf, LEASE_TTL_MS } from '../config.ts';
import { consoleLogger, describeError, type Logger } from '../log.ts';
import { schedulerByName } from '../objects.ts';
import { allocate, type Lease, type PoolNode } from './allocate.ts';
import { findContainerProblem } from './container-node.ts';
import { containerStub, createNode } from './create-node.ts';
import { PoolStore } from './pool-store.ts';
import type { RenderNode } from './render-node.ts';

/** A render's whole dealings with the pool in one exchange; safe to repeat. */
export interface PoolRequest {
  /** Durable Object name of the scheduler. */
  holder: string;
  /** Slots it could use now beyond those it holds. */
  wanted: number;
  engineId: string | null;
  /** Leases to renew. */
  held: string[];
  /** Leases given back, with the code of the failure when there was one. */
  released: { leaseId: string; nodeId: string; code: ErrorCode | null }[];
}

export interface PoolAnswer {
  granted: Lease[];
  /** Of those held: the ones that lapsed. Their calls must end. */
  lapsed: string[];
}

/** A waiting render that is not heard of for so long is gone. */
const DEMAND_TTL_MS = 60_000;
const PROBE_LIMIT_MS = 45_000;
const TICK_MS = 5_000;
const ASIDE_BASE_MS = 1_000;
const ASIDE_LIMIT_MS = 60_000;
/** Failures that speak against the node and not against the work. */
const NODE_FAULTS: ReadonlySet<ErrorCode> = new Set([
  'NODE_LOST',
  'NODE_TIMEOUT',
  'NO_CAPACITY',
  'PROTOCOL_MISMATCH',
  'ENGINE_MISMATCH',
  'NODE_DISK_FULL',
]);

export class NodePool extends DurableObject<Env> {
  readonly #store: PoolStore;
  /** Nodes that are being asked for their readiness right now. */
  readonly #probing = new Set<string>();

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#store = new PoolStore(ctx.storage.sql);
  }

  /** Null when renders can run at all. Starts nothing. */
  async findCapacityProblem(): Promise<WireError | null> {
    if (configOf(this.env).renderNodes.length > 0) return null;
    const problem = await findContainerProblem(containerStub(this.env, containerName(0)));
    return problem && toWire(problem);
  }

  async sync(request: PoolRequest): Promise<PoolAnswer> {
    const now = Date.now();
    for (const { leaseId, nodeId, code } of request.released) {
      this.#store.dropLease(leaseId);
      if (code && NODE_FAULTS.has(code)) this.#setAside(nodeId, code);
    }
    this.#store.dropExpired(now, now - DEMAND_TTL_MS);
    const lapsed = request.held.filter((id) => !this.#store.renewLease(id, request.holder, now + LEASE_TTL_MS));
    this.#store.setDemand(request.holder, request.wanted, request.engineId, now);
    const leases = this.#serve();
    const isOwn = (lease: Lease): boolean => lease.holder === request.holder;
    this.#push(leases.filter((lease) => !isOwn(lease)));
    await this.#armAlarm();
    return { granted: leases.filter(isOwn), lapsed };
  }

  override async alarm(): Promise<void> {
    const now = Date.now();
    this.#store.dropExpired(now, now - DEMAND_TTL_MS);
    this.#push(this.#serve());
    await this.#armAlarm();
  }

  /** Test seam: which adapter talks to a node. */
  protected nodeFor(nodeId: string): RenderNode {
    return createNode(nodeId, this.env);
  }

  protected readonly log: Logger = consoleLogger;

  /** Grants what can be granted and wakes nodes for the rest. Returns the new leases. */
  #serve(): Lease[] {
    const now = Date.now();
    const { grants, probe } = allocate(
      this.#store.nodes(this.#nodeIds()),
      this.#store.leases(),
      this.#store.demands(),
      now,
    );
    const leases = grants.map((grant): Lease => {
      const lease = { ...grant, id: `lease-${crypto.randomUUID().replaceAll('-', '')}`, expiresAt: now + LEASE_TTL_MS };
      this.#store.putLease(lease);
      this.#store.serveDemand(lease.holder, now);
      return lease;
    });
    for (const nodeId of probe) this.#probe(nodeId);
    return leases;
  }

  /** Offers leases to their holders. One that does not hear of it (it restarts, say) loses the lease by expiry. */
  #push(leases: Lease[]): void {
    for (const lease of leases) this.ctx.waitUntil(this.#offer(lease).catch(() => {}));
  }

  async #offer(lease: Lease): Promise<void> {
    if (await schedulerByName(this.env, lease.holder).offer(lease)) return;
    this.#store.dropLease(lease.id);
    await this.alarm();
  }

  #probe(nodeId: string): void {
    if (this.#probing.has(nodeId)) return;
    this.#probing.add(nodeId);
    const work = this.#learn(nodeId)
      .catch((error: unknown) => {
        this.log({ event: 'node.probe', outcome: 'error', nodeId, ...describeError(error) });
        this.#setAside(nodeId, asEdgereelError(error).code);
      })
      .finally(() => this.#probing.delete(nodeId))
      .then(() => this.alarm());
    this.ctx.waitUntil(work);
  }

  async #learn(nodeId: string): Promise<void> {
    const startedAt = Date.now();
    const readiness = await this.nodeFor(nodeId).readiness(AbortSignal.timeout(PROBE_LIMIT_MS));
    if (readiness.protocolVersion !== PROTOCOL_VERSION) return this.#setAside(nodeId, 'PROTOCOL_MISMATCH');
    if (!readiness.ready || readiness.isDraining) return this.#setAside(nodeId, 'NO_CAPACITY');
    const now = Date.now();
    const { slots, engine } = readiness;
    this.#store.putNode({ id: nodeId, slots, engineId: engine.id, probedAt: now, asideUntil: 0, failures: 0 });
    this.log({ event: 'node.probe', outcome: 'ok', nodeId, slots, engineId: engine.id, durationMs: now - startedAt });
  }

  /** Puts a node aside for a while that doubles with each failure in a row, and forgets what it said of itself. */
  #setAside(nodeId: string, code: ErrorCode): void {
    const [node] = this.#store.nodes([nodeId]) as [PoolNode];
    // Calls that share a node fail together; that is one failure.
    if (node.asideUntil > Date.now()) return;
    const pauseMs = Math.min(ASIDE_LIMIT_MS, ASIDE_BASE_MS * 2 ** node.failures);
    this.#store.putNode({ ...node, slots: null, asideUntil: Date.now() + pauseMs, failures: node.failures + 1 });
    this.log({ event: 'node.aside', outcome: 'error', nodeId, errorCode: code, pauseMs });
  }

  #nodeIds(): string[] {
    const { renderNodes, maxContainers } = configOf(this.env);
    return renderNodes.length > 0
      ? [...renderNodes]
      : Array.from({ length: maxContainers }, (_, index) => containerName(index));
  }

  /** Ticks while anyone waits; sooner when a node comes back. Sleeps when nobody does: leases then expire unseen, at no harm. */
  async #armAlarm(): Promise<void> {
    if (this.#store.demands().length === 0) return;
    const now = Date.now();
    const returns = this.#store
      .nodes(this.#nodeIds())
      .flatMap((node) => (node.asideUntil > now ? node.asideUntil : []));
    await this.ctx.storage.setAlarm(Math.min(now + TICK_MS, ...returns));
  }
}
