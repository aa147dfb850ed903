/**
 * How many render nodes a machine carries, and how many calls each takes at once. Both share out the slots that a node
 * alone on the machine would count.
 * @module
 */
import { availableParallelism } from 'node:os';
// oxlint-disable-next-line eslint/no-restricted-imports -- A pure rule: what a node makes of a machine is the node's to say.
import { countSlots } from '../../container/slots.ts';

/** More than this on one machine is a slip of the finger. */
export const MAX_NODES = 64;

export interface Machine {
  cores: number;
  /** What programs can still take, within the limits of a container. */
  memoryBytes: number;
}

export const thisMachine = (): Machine => ({ cores: availableParallelism(), memoryBytes: process.availableMemory() });

/** One node a core, as far as memory reaches; at least one. */
export function defaultNodeCount({ cores, memoryBytes }: Machine): number {
  return Math.min(MAX_NODES, countSlots(cores, memoryBytes));
}

/** Slots of each of `nodes` nodes that share cores and memory; at least one. */
export function slotsPerNode({ cores, memoryBytes }: Machine, nodes: number): number {
  return countSlots(Math.floor(cores / nodes), memoryBytes / nodes);
}
