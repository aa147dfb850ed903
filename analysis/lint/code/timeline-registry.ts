/**
 * How the code treats `window.__timelines`, under whatever name.
 * @module
 */
import type { Expression, Node, Pattern } from 'acorn';
import { dottedName, keyOf, stringOf, type CodeModel } from './code-model.ts';

export interface TimelineRegistry {
  /** Where it is made: `window.__timelines = window.__timelines || {}` and the like. */
  inits: Node[];
  /** Entries that are set. */
  entries: RegistryEntry[];
  /** Whether the code mentions it at all. */
  isMentioned: boolean;
}

export interface RegistryEntry {
  node: Node;
  /** Null when only running the code tells. */
  key: string | null;
  value: Expression | null;
}

const NAME = '__timelines';

export function readTimelineRegistry(code: CodeModel): TimelineRegistry {
  const aliases = findAliases(code);
  const isRegistry = (node: Expression | Pattern): boolean => {
    const name = dottedName(node);
    return name !== null && aliases.has(name);
  };
  const leadsHere = (node: Expression): boolean => isRegistry(node) || leadsToRegistry(node);
  const inits: Node[] = [];
  const entries: RegistryEntry[] = [];
  for (const node of code.nodes('AssignmentExpression')) {
    const { left, right, operator } = node;
    if (dottedName(left) === NAME) {
      inits.push(node);
      entries.push(...entriesOf(right));
    } else if (left.type === 'MemberExpression' && leadsHere(left.object as Expression) && operator !== '+=') {
      const { property, computed } = left;
      const key = computed ? stringOf(property, code) : property.type === 'Identifier' ? property.name : null;
      entries.push({ node, key, value: right });
    }
  }
  for (const node of code.nodes('CallExpression')) {
    const [target, ...sources] = node.arguments as Expression[];
    const callee = dottedName(node.callee);
    if (callee === 'Object.assign' && target && leadsHere(target)) entries.push(...sources.flatMap(entriesOf));
    // A list instead of an object.
    else if (callee !== null && callee.endsWith('.push') && aliases.has(callee.slice(0, -'.push'.length))) {
      entries.push({ node, key: null, value: target ?? null });
    } else if (callee === 'Object.defineProperty' && target && dottedName(target) === 'window') {
      if (stringOf(sources[0], code) === NAME) inits.push(node);
    }
  }
  const isMentioned = code.scripts.some(({ code: text }) => text.includes(NAME));
  return { inits, entries, isMentioned };
}

/** Names that stand for the registry: its own, and constants that were set to it. */
function findAliases(code: CodeModel): Set<string> {
  const aliases = new Set([NAME]);
  for (const { id, init } of code.nodes('VariableDeclarator')) {
    if (id.type === 'Identifier' && init && leadsToRegistry(init)) aliases.add(id.name);
    if (id.type !== 'ObjectPattern') continue;
    for (const property of id.properties) {
      if (property.type !== 'Property' || keyOf(property as never) !== NAME) continue;
      const { value } = property;
      if (value.type === 'Identifier') aliases.add(value.name);
      if (value.type === 'AssignmentPattern' && value.left.type === 'Identifier') aliases.add(value.left.name);
    }
  }
  return aliases;
}

/** `window.__timelines`, or an assignment or a choice that gives it. */
function leadsToRegistry(node: Expression): boolean {
  if (dottedName(node) === NAME) return true;
  if (node.type === 'ParenthesizedExpression') return leadsToRegistry(node.expression);
  if (node.type === 'AssignmentExpression') return dottedName(node.left) === NAME || leadsToRegistry(node.right);
  return node.type === 'LogicalExpression' && leadsToRegistry(node.left as Expression);
}

/** Entries of the object or list literals that an expression may give. */
function entriesOf(node: Expression): RegistryEntry[] {
  if (node.type === 'ObjectExpression') {
    return node.properties.map((property) =>
      property.type === 'Property'
        ? { node: property, key: property.computed ? null : keyOf(property), value: property.value }
        : { node: property, key: null, value: property.argument },
    );
  }
  if (node.type === 'ArrayExpression') {
    return node.elements.flatMap((element) =>
      element
        ? [{ node: element, key: null, value: element.type === 'SpreadElement' ? element.argument : element }]
        : [],
    );
  }
  if (node.type === 'LogicalExpression') return [...entriesOf(node.left as Expression), ...entriesOf(node.right)];
  return node.type === 'AssignmentExpression' ? entriesOf(node.right) : [];
}
