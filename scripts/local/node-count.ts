/**
 * How many render nodes a machine carries, and how many calls each takes at once.
 * @module
 */
import { availableParallelism, freemem } from 'node:os';

/** Chrome, FFmpeg and Node of one chunk at 1080p, with room to breathe. */
const BYTES_PER_NODE = 1.5 * 1024 ** 3;

/** More than this on one machine is a slip of the finger. */
export const MAX_NODES = 64;

export interface Machine {
  cores: number;
  freeBytes: number;
}

export const thisMachine = (): Machine => ({ cores: availableParallelism(), freeBytes: freemem() });

/** One node a core, as far as memory reaches; at least one. */
export function defaultNodeCount({ cores, freeBytes }: Machine): number {
  return Math.max(1, Math.min(cores, Math.floor(freeBytes / BYTES_PER_NODE)));
}

/** Slots of each of `nodes` nodes that share the cores. */
export function slotsPerNode({ cores }: Machine, nodes: number): number {
  return Math.max(1, Math.floor(cores / nodes));
}
