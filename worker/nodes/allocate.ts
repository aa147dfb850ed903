/**
 * Who gets which slot: pure, so that fairness can be read and tested as a table.
 * @module
 */
import type { ErrorCode } from '#contracts/errors.ts';

export interface PoolNode {
  id: string;
  /** Null until the node has said how many it has. */
  slots: number | null;
  engineId: string | null;
  /** Epoch milliseconds of the last answer to a readiness check. */
  probedAt: number;
  /** Not to be used before this: at or after the time of the last failure. */
  asideUntil: number;
  /** Failures since work last succeeded there. */
  failures: number;
}

export interface Lease {
  id: string;
  nodeId: string;
  /** Name of the scheduler that holds it. */
  holder: string;
  expiresAt: number;
}

/** How a lease ended: its work was done, it was not used to the end, or the work failed with a code. */
export type LeaseEnd = 'done' | 'dropped' | ErrorCode;

export interface Demand {
  holder: string;
  /** Slots it could use beyond those it holds. */
  wanted: number;
  /** Engine build of its plan; null before there is one. */
  engineId: string | null;
  /** When it began to wait: the older of two equals goes first. */
  since: number;
}

export interface Allocation {
  grants: { holder: string; nodeId: string }[];
  /** Nodes to ask for their readiness; for containers this starts them. */
  probe: string[];
}

/** An idle node's answer is believed for this long: a container may have been replaced since. */
export const PROBE_FRESH_MS = 60_000;
/** A failure longer ago says nothing of a node any more. */
export const FAILURE_MEMORY_MS = 10 * 60_000;

export function recentFailures({ failures, asideUntil }: PoolNode, now: number): number {
  return now - asideUntil < FAILURE_MEMORY_MS ? failures : 0;
}

/** Grants slots one by one to whoever holds the fewest, then says which nodes to wake for what is still wanted. */
export function allocate(
  nodes: readonly PoolNode[],
  leases: readonly Lease[],
  demands: readonly Demand[],
  now: number,
): Allocation {
  const used = countBy(leases, (lease) => lease.nodeId);
  const held = countBy(leases, (lease) => lease.holder);
  const open = demands.map((demand) => ({ ...demand }));
  const awake = nodes.filter((node) => isKnown(node, now, used.get(node.id) ?? 0));
  const grants: Allocation['grants'] = [];

  const free = (node: PoolNode): number => (node.slots ?? 0) - (used.get(node.id) ?? 0);
  for (;;) {
    const choices = open.flatMap((demand) => {
      const node = demand.wanted > 0 ? chooseNode(awake, demand, free, now) : null;
      return node ? [{ demand, node }] : [];
    });
    const fairest = choices.toSorted(
      (a, b) => (held.get(a.demand.holder) ?? 0) - (held.get(b.demand.holder) ?? 0) || a.demand.since - b.demand.since,
    )[0];
    if (!fairest) break;
    const { demand, node } = fairest;
    grants.push({ holder: demand.holder, nodeId: node.id });
    demand.wanted -= 1;
    held.set(demand.holder, (held.get(demand.holder) ?? 0) + 1);
    used.set(node.id, (used.get(node.id) ?? 0) + 1);
  }

  const unmet = open.reduce((sum, demand) => sum + demand.wanted, 0);
  const slotsPerNode = Math.max(1, ...nodes.map((node) => node.slots ?? 0));
  const asleep = nodes.filter((node) => node.asideUntil <= now && !awake.includes(node));
  return { grants, probe: asleep.slice(0, Math.ceil(unmet / slotsPerNode)).map((node) => node.id) };
}

function isKnown(node: PoolNode, now: number, leasesOnIt: number): boolean {
  return node.slots !== null && node.asideUntil <= now && (leasesOnIt > 0 || now - node.probedAt < PROBE_FRESH_MS);
}

/**
 * Of the plan's engine, the node with the fewest recent failures, so that what failed on one is tried on another, and of those the
 * emptiest. Another engine's node only when no known one fits: its refusal leads to a new plan.
 */
function chooseNode(
  nodes: readonly PoolNode[],
  demand: Demand,
  free: (node: PoolNode) => number,
  now: number,
): PoolNode | null {
  const fitting = nodes.filter((node) => demand.engineId === null || node.engineId === demand.engineId);
  const candidates = fitting.length > 0 ? fitting : nodes;
  const byChoice = (a: PoolNode, b: PoolNode): number =>
    recentFailures(a, now) - recentFailures(b, now) || free(b) - free(a);
  return candidates.filter((node) => free(node) > 0).toSorted(byChoice)[0] ?? null;
}

function countBy<T>(items: readonly T[], key: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}
