/**
 * Every node of a syntax tree with its parent, in the order of the source. Without recursion: generated code may hold sums and
 * chains of thousands of links, each a level of the tree.
 * @module
 */
import type { AnyNode, Program } from 'acorn';

export interface Visit {
  node: AnyNode;
  parent: AnyNode | null;
}

export function* walkTree(program: Program): Generator<Visit> {
  const stack: Visit[] = [{ node: program, parent: null }];
  for (let visit = stack.pop(); visit; visit = stack.pop()) {
    yield visit;
    const parent = visit.node;
    for (const child of childrenOf(parent).toReversed()) stack.push({ node: child, parent });
  }
}

const childrenOf = (node: AnyNode): AnyNode[] => Object.values(node).flat().filter(isNode);

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
