/**
 * How many render nodes a machine carries, and how many calls each takes at once. Both share out the slots that a node
 * alone on the machine would count.
 * @module
 */
import { availableParallelism } from 'node:os';
import { CONTAINER_SLOTS } from '#contracts/limits.ts';
// oxlint-disable-next-line eslint/no-restricted-imports -- A pure rule: what a node makes of a machine is the node's to say.
import { countSlots } from '../container/engine/slots.ts';

/** More than this on one machine is a slip of the finger. */
export const MAX_NODES = 64;

export interface Machine {
  cores: number;
  /** What programs can still take, within the limits of a container. */
  memoryBytes: number;
}

export const thisMachine = (): Machine => ({ cores: availableParallelism(), memoryBytes: process.availableMemory() });

/** As few nodes as there can be: each costs a start, and its share of the fixed work. One program can feed as many encoders as it has to in a container. */
export function defaultNodeCount({ cores, memoryBytes }: Machine): number {
  return Math.min(MAX_NODES, Math.ceil(countSlots(cores, memoryBytes) / CONTAINER_SLOTS));
}

/** Slots of each of `nodes` nodes that share cores and memory; at least one. */
export function shareSlots({ cores, memoryBytes }: Machine, nodes: number): number[] {
  const slots = countSlots(cores, memoryBytes);
  return Array.from({ length: nodes }, (_, index) => Math.max(1, Math.floor((slots + index) / nodes)));
}
