/**
 * The code of a document as rules ask about it: nodes by type, their parents, and what a name stands for.
 * @module
 */
import type { AnyNode, Expression, Function, Identifier, Node, Pattern, Super } from 'acorn';
import type { Place } from '../../site/place.ts';
import { placeOf, type Script } from '../../site/script.ts';
import { walkTree } from './walk-tree.ts';

type NodeOf<Type extends AnyNode['type']> = Extract<AnyNode, { type: Type }>;

export interface CodeModel {
  /** Scripts that parse, in the order in which they run. */
  scripts: readonly Script[];
  nodes<Type extends AnyNode['type']>(type: Type): readonly NodeOf<Type>[];
  /** Wherever a name stands, names of properties included. */
  identifiers(name: string): readonly Identifier[];
  parentOf(node: Node): AnyNode | null;
  placeOf(node: Node): Place;
  scriptOf(node: Node): Script;
  /** What a name was set to, when it is set exactly once in all scripts; else null. */
  valueOf(name: string): Expression | null;
  /** Whether any script makes this name: declares it, takes it as a parameter, imports it. */
  isDeclared(name: string): boolean;
}

export function buildCodeModel(all: readonly Script[]): CodeModel {
  const scripts = all.filter(({ ast }) => ast !== null);
  const byType = new Map<string, AnyNode[]>();
  const byName = new Map<string, Identifier[]>();
  const parents = new Map<Node, AnyNode | null>();
  const owners = new Map<Node, Script>();
  for (const script of scripts) {
    for (const { node, parent } of walkTree(script.ast!)) {
      owners.set(node, script);
      parents.set(node, parent);
      push(byType, node.type, node);
      if (node.type === 'Identifier') push(byName, node.name, node);
    }
  }
  const nodes = <Type extends AnyNode['type']>(type: Type) => (byType.get(type) ?? []) as NodeOf<Type>[];
  const names = readNames(nodes);
  return {
    scripts,
    nodes,
    identifiers: (name) => byName.get(name) ?? [],
    parentOf: (node) => parents.get(node) ?? null,
    placeOf: (node) => placeOf(owners.get(node)!, node),
    scriptOf: (node) => owners.get(node)!,
    valueOf: (name) => names.values.get(name) ?? null,
    isDeclared: (name) => names.declared.has(name),
  };
}

function push<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

function readNames(nodes: CodeModel['nodes']): { values: Map<string, Expression | null>; declared: Set<string> } {
  const values = new Map<string, Expression | null>();
  const declared = new Set<string>();
  const setOnce = (name: string, value: Expression | null): void => {
    values.set(name, values.has(name) ? null : value);
  };
  for (const { id, init } of nodes('VariableDeclarator')) {
    for (const name of namesIn(id)) declared.add(name);
    if (id.type === 'Identifier' && init) setOnce(id.name, init);
  }
  for (const { left, right, operator } of nodes('AssignmentExpression')) {
    if (left.type === 'Identifier') setOnce(left.name, operator === '=' ? right : null);
  }
  for (const fn of [
    ...nodes('FunctionDeclaration'),
    ...nodes('FunctionExpression'),
    ...nodes('ArrowFunctionExpression'),
  ]) {
    if (fn.id) declared.add(fn.id.name);
    for (const name of fn.params.flatMap(namesIn)) {
      declared.add(name);
      values.set(name, null);
    }
  }
  for (const { id } of nodes('ClassDeclaration')) if (id) declared.add(id.name);
  for (const { specifiers } of nodes('ImportDeclaration')) for (const { local } of specifiers) declared.add(local.name);
  return { values, declared };
}

/** Names that a pattern binds. */
function namesIn(pattern: Pattern): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        namesIn(property.type === 'Property' ? property.value : property.argument),
      );
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? namesIn(element) : []));
    case 'RestElement':
      return namesIn(pattern.argument);
    case 'AssignmentPattern':
      return namesIn(pattern.left);
    case 'MemberExpression':
      return [];
  }
}

const GLOBAL_OBJECTS = new Set(['window', 'globalThis', 'self']);

/** `Math.random` for that expression, with or without `window.` in front; null for what is no plain chain of names. */
export function dottedName(node: Expression | Super | Pattern): string | null {
  if (node.type === 'ChainExpression') return dottedName(node.expression);
  if (node.type === 'ParenthesizedExpression') return dottedName(node.expression);
  if (node.type === 'Identifier') return node.name;
  if (node.type !== 'MemberExpression') return null;
  const name = propertyName(node);
  const object = dottedName(node.object);
  if (name === null || object === null) return null;
  return GLOBAL_OBJECTS.has(object) ? name : `${object}.${name}`;
}

/** Name of the property that a member expression reads, when it is written out. */
export function propertyName({ property, computed }: NodeOf<'MemberExpression'>): string | null {
  if (!computed) return property.type === 'Identifier' ? property.name : null;
  return property.type === 'Literal' && typeof property.value === 'string' ? property.value : null;
}

/** The string that an expression stands for, constants followed; null when only running it tells. */
export function stringOf(node: Node | null | undefined, code: CodeModel, depth = 0): string | null {
  const expression = node as AnyNode | null | undefined;
  if (!expression || depth > 4) return null;
  if (expression.type === 'Literal') return typeof expression.value === 'string' ? expression.value : null;
  if (expression.type === 'TemplateLiteral' && expression.expressions.length === 0) {
    return expression.quasis[0]!.value.cooked ?? null;
  }
  if (expression.type === 'Identifier') return stringOf(code.valueOf(expression.name), code, depth + 1);
  return null;
}

/** The number that an expression stands for, `-1`, `Infinity` and constants included; null when only running it tells. */
export function numberOf(node: Node | null | undefined, code: CodeModel, depth = 0): number | null {
  const expression = node as AnyNode | null | undefined;
  if (!expression || depth > 4) return null;
  if (expression.type === 'Literal') return typeof expression.value === 'number' ? expression.value : null;
  if (expression.type === 'UnaryExpression' && expression.operator === '-') {
    const value = numberOf(expression.argument, code, depth + 1);
    return value === null ? null : -value;
  }
  if (expression.type !== 'Identifier') return null;
  return expression.name === 'Infinity' ? Infinity : numberOf(code.valueOf(expression.name), code, depth + 1);
}

/** The object literal that an expression stands for. */
export function objectOf(node: Node | null | undefined, code: CodeModel): NodeOf<'ObjectExpression'> | null {
  const expression = node as AnyNode | null | undefined;
  if (expression?.type === 'ObjectExpression') return expression;
  if (expression?.type !== 'Identifier') return null;
  const value = code.valueOf(expression.name);
  return value?.type === 'ObjectExpression' ? value : null;
}

/** Value of a property of an object literal; the last one wins. */
export function propertyOf(object: NodeOf<'ObjectExpression'> | null, name: string): Expression | null {
  const property = object?.properties.findLast(
    (candidate) => candidate.type === 'Property' && keyOf(candidate) === name,
  );
  return property?.type === 'Property' ? (property.value as Expression) : null;
}

export function keyOf({ key, computed }: NodeOf<'Property'>): string | null {
  if (key.type === 'Identifier' && !computed) return key.name;
  return key.type === 'Literal' ? String(key.value) : null;
}

/** The function that an expression is or names. */
export function functionOf(node: Node | null | undefined, code: CodeModel): Function | null {
  const expression = node as AnyNode | null | undefined;
  if (expression?.type === 'ArrowFunctionExpression' || expression?.type === 'FunctionExpression') return expression;
  if (expression?.type !== 'Identifier') return null;
  const named = code.identifiers(expression.name).flatMap((identifier) => {
    const parent = code.parentOf(identifier);
    return parent?.type === 'FunctionDeclaration' && parent.id === identifier ? [parent] : [];
  });
  if (named.length === 1) return named[0]!;
  const value = code.valueOf(expression.name);
  return value?.type === 'ArrowFunctionExpression' || value?.type === 'FunctionExpression' ? value : null;
}

/** The node's ancestors, innermost first. */
export function* ancestorsIn(code: CodeModel, node: Node): Generator<AnyNode> {
  for (let parent = code.parentOf(node); parent; parent = code.parentOf(parent)) yield parent;
}
