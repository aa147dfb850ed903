/**
 * How many calls this node can work on at once.
 * @module
 */
import { availableParallelism, totalmem } from 'node:os';

/** Browser, encoder and their share of the node at 1080p, with head-room. */
const BYTES_PER_SLOT = 1.25 * 1024 ** 3;

/** One slot keeps about one core busy; both numbers honour the limits of the container. */
export function countSlots(
  cores: number = availableParallelism(),
  memoryBytes: number = Math.min(process.constrainedMemory() || Infinity, totalmem()),
): number {
  return Math.max(1, Math.min(cores, Math.floor(memoryBytes / BYTES_PER_SLOT)));
}
