/**
 * How many calls this node can work on at once.
 * @module
 */
import { availableParallelism, totalmem } from 'node:os';

/** Browser, encoder and their share of the node at 1080p, with head-room. */
const BYTES_PER_SLOT = 1.25 * 1024 ** 3;

/** One slot keeps about one core busy; both numbers honour the limits of the container. */
export function countSlots(cores: number = availableParallelism(), memoryBytes: number = memoryOfNode()): number {
  return Math.max(1, Math.min(cores, Math.floor(memoryBytes / BYTES_PER_SLOT)));
}

/** Share of a slot's memory that its browser may take. The rest is the encoder's and the node's. */
const BROWSER_SHARE = 0.8;
/** Least memory of a browser, of which Chrome itself takes a third. */
const LEAST_BROWSER_BYTES = 0.5 * 1024 ** 3;
/** Most memory of a browser: what a slot of the default instance type has, so that a page that fits here fits there. */
const MOST_BROWSER_BYTES = 2.5 * 1024 ** 3;

/** Bytes that the browser of one of `slots` slots may take. */
export function browserMemory(slots: number, memoryBytes: number = memoryOfNode()): number {
  const share = Math.floor((BROWSER_SHARE * memoryBytes) / slots);
  return Math.min(MOST_BROWSER_BYTES, Math.max(LEAST_BROWSER_BYTES, share));
}

function memoryOfNode(): number {
  return Math.min(process.constrainedMemory() || Infinity, totalmem());
}
