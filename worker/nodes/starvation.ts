/**
 * Why nobody can be served, when nobody can: pure.
 * @module
 */
import { EdgereelError, toWire, type WireError } from '#contracts/errors.ts';
import type { PoolNode } from './allocate.ts';

/**
 * The last problem of a node when no node is usable, else null. One that trying again does not solve is told only when every node
 * has such a one: the others may still come up.
 */
export function findStarvation(nodes: readonly PoolNode[], problems: ReadonlyMap<string, WireError>): WireError | null {
  if (nodes.length === 0) return toWire(noNodes());
  if (nodes.some((node) => node.slots !== null)) return null;
  const known = nodes.flatMap((node) => problems.get(node.id) ?? []);
  const passing = known.findLast((problem) => problem.retryable);
  return passing ?? (known.length === nodes.length ? known.at(-1) : null) ?? null;
}

/** Error for a configuration that names no node: trying again changes nothing. */
export function noNodes(): EdgereelError {
  return new EdgereelError(
    'NODES_NOT_CONFIGURED',
    'No render node is set up: RENDER_NODES names none and MAX_CONTAINERS is 0. Set one of them and deploy again (locally: restart `npm start`).',
  );
}

/** The error of a render that ends for it. */
export function describeStarvation(problem: WireError, waitedMs: number): WireError {
  if (!problem.retryable) return problem;
  const minutes = Math.round(waitedMs / 60_000);
  return toWire(
    new EdgereelError(
      'NO_CAPACITY',
      `No render node has been usable for ${minutes} minutes. The last one said: ${problem.message} ` +
        'Start the nodes or raise the limit of containers, then retry the render.',
      { details: { cause: problem.code } },
    ),
  );
}
