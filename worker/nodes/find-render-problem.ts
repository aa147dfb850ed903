/**
 * Finds out whether a render could run at all. What it asks is handed in, so that each answer can be tested.
 * @module
 */
import { EdgereelError, fromWire, isEdgereelError, type WireError } from '#contracts/errors.ts';
import type { Config } from '../config.ts';
import { askUsable } from './ask-usable.ts';
import type { RenderNode } from './render-node.ts';

export interface RenderProblemDeps {
  config: Pick<Config, 'renderNodes'>;
  nodeFor(nodeId: string): RenderNode;
  /** Null when containers can run. Starts none. */
  findContainerProblem(): Promise<WireError | null>;
  /** Asks the store for anything; any answer will do. */
  askStore(): Promise<unknown>;
}

/** A node that needs longer than this to say that it is ready is busy with something else. */
const NODE_PATIENCE_MS = 3_000;

/** Null when a render could run, else what keeps it from running. The addresses of nodes are left out. */
export async function findRenderProblem(deps: RenderProblemDeps): Promise<EdgereelError | null> {
  const problems = await Promise.all([askedStore(deps), askedNodes(deps)]);
  return problems.find((problem) => problem !== null) ?? null;
}

async function askedStore({ askStore }: RenderProblemDeps): Promise<EdgereelError | null> {
  try {
    await askStore();
    return null;
  } catch (cause) {
    return new EdgereelError('STORAGE_UNAVAILABLE', 'The object store does not answer.', { cause });
  }
}

async function askedNodes({ config, nodeFor, findContainerProblem }: RenderProblemDeps): Promise<EdgereelError | null> {
  if (config.renderNodes.length === 0) {
    const problem = await findContainerProblem();
    return problem && fromWire(problem);
  }
  try {
    await Promise.any(config.renderNodes.map((id) => inTime(askUsable(nodeFor(id)))));
    return null;
  } catch (error) {
    const codes = (error as AggregateError).errors.map((one) => (isEdgereelError(one) ? one.code : 'INTERNAL'));
    const causes = [...new Set(codes)];
    return new EdgereelError('NO_CAPACITY', `No render node is ready (${causes.join(', ')}).`, { details: { causes } });
  }
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new EdgereelError('NODE_TIMEOUT')), NODE_PATIENCE_MS);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}
