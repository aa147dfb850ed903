/**
 * The Durable Object that says who may use which slot of which node, and for how long. It hands out leases and never does or
 * awaits the work itself.
 * @module
 */
import { DurableObject } from 'cloudflare:workers';
import { toWire, type ErrorCode, type WireError } from '#contracts/errors.ts';
import { containerName } from '#contracts/keys.ts';
import { configOf, LEASE_TTL_MS } from '../config.ts';
import { consoleLogger, describeError, type Logger } from '../log.ts';
import { schedulerByName } from '../stubs.ts';
import { askUsable } from './ask-usable.ts';
import { allocate, recentFailures, type Lease, type LeaseEnd, type PoolNode } from './allocate.ts';
import { findContainerProblem } from './adapters/container-node.ts';
import { containerStub, createNode } from './create-node.ts';
import { PoolStore } from './pool-store.ts';
import type { RenderNode } from './render-node.ts';
import { findStarvation, noNodes } from './starvation.ts';

/** A render's whole dealings with the pool in one exchange; safe to repeat. */
export interface PoolRequest {
  /** Durable Object name of the scheduler. */
  holder: string;
  /** Slots it could use now beyond those it holds. */
  wanted: number;
  engineId: string | null;
  /** Leases to renew. */
  held: string[];
  /** Leases given back. */
  released: { leaseId: string; nodeId: string; end: LeaseEnd }[];
}

export interface PoolAnswer {
  granted: Lease[];
  /** The held leases that lapsed. Their calls must end. */
  lapsed: string[];
  /** Why no node is usable, when none is. Not retryable: none will be. */
  problem: WireError | null;
}

/** A waiting render that is not heard of for so long is gone. */
const DEMAND_TTL_MS = 60_000;
const TICK_MS = 5_000;
const ASIDE_BASE_MS = 1_000;
const ASIDE_LIMIT_MS = 60_000;
/** Failures of a node that is of no use for now. */
const NODE_FAULTS: ReadonlySet<LeaseEnd> = new Set([
  'NODE_LOST',
  'NODE_TIMEOUT',
  'NO_CAPACITY',
  'PROTOCOL_MISMATCH',
  'ENGINE_MISMATCH',
  'NODE_DISK_FULL',
]);
/** Failures that may come from the node as well as from the work: others are tried first, but it stays in use. */
const SUSPICIOUS: ReadonlySet<LeaseEnd> = new Set(['BROWSER_CRASHED', 'ENCODER_CRASHED']);

export class NodePool extends DurableObject<Env> {
  readonly #store: PoolStore;
  /** Nodes that are being asked for their readiness right now. */
  readonly #probing = new Set<string>();
  /** Why the last readiness check of a node failed. After a restart the next checks tell again. */
  readonly #problems = new Map<string, WireError>();

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#store = new PoolStore(ctx.storage.sql);
  }

  /** Null when renders can run at all. Starts nothing. */
  async findCapacityProblem(): Promise<WireError | null> {
    const { renderNodes, maxContainers } = configOf(this.env);
    if (renderNodes.length > 0) return null;
    if (maxContainers === 0) return toWire(noNodes());
    const problem = await findContainerProblem(containerStub(this.env, containerName(0)));
    return problem && toWire(problem);
  }

  /** Signs the artifact tokens of local nodes, which know the bearer secret and must not be able to sign. */
  artifactSecret(): string {
    const known = this.ctx.storage.kv.get<string>('artifactSecret');
    if (known) return known;
    const secret = crypto.getRandomValues(new Uint8Array(32)).toHex();
    this.ctx.storage.kv.put('artifactSecret', secret);
    return secret;
  }

  async sync(request: PoolRequest): Promise<PoolAnswer> {
    const now = Date.now();
    for (const { leaseId, nodeId, end } of request.released) {
      this.#store.dropLease(leaseId);
      this.#judge(nodeId, end);
    }
    this.#tidy(now);
    const lapsed = request.held.filter((id) => !this.#store.renewLease(id, request.holder, now + LEASE_TTL_MS));
    this.#store.setDemand(request.holder, request.wanted, request.engineId, now);
    const leases = this.#serve();
    const isOwn = (lease: Lease): boolean => lease.holder === request.holder;
    this.#push(leases.filter((lease) => !isOwn(lease)));
    await this.#armAlarm();
    const problem = findStarvation(this.#store.nodes(this.#nodeIds()), this.#problems);
    return { granted: leases.filter(isOwn), lapsed, problem };
  }

  override async alarm(): Promise<void> {
    const now = Date.now();
    this.#tidy(now);
    this.#push(this.#serve());
    await this.#armAlarm();
  }

  /** Test seam: which adapter talks to a node. */
  protected nodeFor(nodeId: string): RenderNode {
    return createNode(nodeId, this.env);
  }

  protected readonly log: Logger = consoleLogger;

  /** Ends what is over: leases, renders that are not heard of, nodes that the configuration does not name any more. */
  #tidy(now: number): void {
    const nodeIds = this.#nodeIds();
    this.#store.dropExpired(now, now - DEMAND_TTL_MS);
    this.#store.keepNodes(nodeIds);
    for (const id of this.#problems.keys()) if (!nodeIds.includes(id)) this.#problems.delete(id);
  }

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
        const problem = toWire(error);
        this.log({ event: 'node.probe', outcome: 'failure', nodeId, ...describeError(error) });
        this.#problems.set(nodeId, problem);
        this.#setAside(nodeId, problem.code);
      })
      .finally(() => this.#probing.delete(nodeId))
      .then(() => this.alarm());
    this.ctx.waitUntil(work);
  }

  async #learn(nodeId: string): Promise<void> {
    const startedAt = Date.now();
    const { slots, engine } = await askUsable(this.nodeFor(nodeId));
    const now = Date.now();
    // Its failures stay: to be ready is not yet to have done any work.
    this.#store.putNode({ ...this.#node(nodeId), slots, engineId: engine.id, probedAt: now });
    this.#problems.delete(nodeId);
    this.log({
      event: 'node.probe',
      outcome: 'success',
      nodeId,
      slots,
      engineId: engine.id,
      durationMs: now - startedAt,
    });
  }

  /** Takes what a lease's end says of its node. */
  #judge(nodeId: string, end: LeaseEnd): void {
    if (!this.#nodeIds().includes(nodeId)) return;
    const now = Date.now();
    const node = this.#node(nodeId);
    if (end === 'done' && node.failures > 0) this.#store.putNode({ ...node, failures: 0 });
    if (NODE_FAULTS.has(end)) this.#setAside(nodeId, end as ErrorCode);
    if (SUSPICIOUS.has(end) && node.asideUntil <= now) {
      this.#store.putNode({ ...node, asideUntil: now, failures: recentFailures(node, now) + 1 });
    }
  }

  /** Puts a node aside for a while that doubles with each failure in a row, and forgets what it said of itself. */
  #setAside(nodeId: string, code: ErrorCode): void {
    const now = Date.now();
    const node = this.#node(nodeId);
    // Calls that share a node fail together; that is one failure.
    if (node.asideUntil > now) return;
    const failures = recentFailures(node, now);
    const pauseMs = Math.min(ASIDE_LIMIT_MS, ASIDE_BASE_MS * 2 ** failures);
    this.#store.putNode({ ...node, slots: null, asideUntil: now + pauseMs, failures: failures + 1 });
    this.log({ event: 'node.aside', outcome: 'failure', nodeId, errorCode: code, pauseMs });
  }

  #node(nodeId: string): PoolNode {
    return this.#store.nodes([nodeId])[0]!;
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
