/**
 * What the code asks of GSAP: timelines it makes and tweens it puts on them.
 * @module
 */
import type { AnyNode, CallExpression, Expression, NewExpression, Node, ObjectExpression, Super } from 'acorn';
import { dottedName, objectOf, propertyName, stringOf, type CodeModel } from './code-model.ts';

export interface TimelineCreation {
  node: CallExpression | NewExpression;
  options: ObjectExpression | null;
  /** The variable or property that holds it, as dotted name; null when it goes elsewhere at once. */
  name: string | null;
}

export interface Tween {
  node: CallExpression;
  /** Name of the method in the source: where a tween of a chain is shown. */
  nameNode: Node;
  method: 'to' | 'from' | 'fromTo' | 'set';
  /** Name of the timeline that it is on, `gsap` for none; null when that is not known. */
  on: string | null;
  /** Selector, when the target is one. */
  selector: string | null;
  /** The values towards which it goes (of `from`, those from which it comes). */
  vars: ObjectExpression | null;
  /** Values from which a `fromTo` comes; null for other tweens. */
  fromVars: ObjectExpression | null;
  position: Expression | null;
}

const TWEEN_METHODS = new Set(['to', 'from', 'fromTo', 'set']);
/** Methods of a timeline that give the timeline back. */
const CHAINED = new Set([
  'to',
  'from',
  'fromTo',
  'set',
  'add',
  'addLabel',
  'call',
  'addPause',
  'pause',
  'play',
  'progress',
]);
const TIMELINE_MAKERS = new Set(['gsap.timeline', 'TimelineMax', 'TimelineLite']);

export function findTimelines(code: CodeModel): TimelineCreation[] {
  return [...code.nodes('CallExpression'), ...code.nodes('NewExpression')].filter(isTimelineMaker).map((node) => ({
    node,
    options: objectOf(node.arguments[0], code),
    name: holderOf(outermostOfChain(node, code), code),
  }));
}

/** In the order of the source. */
export function findTweens(code: CodeModel): Tween[] {
  const timelines = new Set(findTimelines(code).flatMap(({ name }) => name ?? []));
  const tweens = code.nodes('CallExpression').flatMap((node): Tween[] => {
    const { callee } = node;
    if (callee.type !== 'MemberExpression') return [];
    const method = propertyName(callee);
    if (method === null || !TWEEN_METHODS.has(method)) return [];
    const base = chainBase(callee.object);
    const on = isTimelineMaker(base) ? holderOf(outermostOfChain(node, code), code) : dottedName(base as Expression);
    const isOurs = isTimelineMaker(base) || on === 'gsap' || (on !== null && timelines.has(on));
    if (!isOurs) return [];
    const [target, first, second, third] = node.arguments;
    const isFromTo = method === 'fromTo';
    return [
      {
        node,
        nameNode: callee.property,
        method: method as Tween['method'],
        on,
        selector: stringOf(target, code),
        vars: objectOf(isFromTo ? second : first, code),
        fromVars: isFromTo ? objectOf(first, code) : null,
        position: ((isFromTo ? third : second) as Expression | undefined) ?? null,
      },
    ];
  });
  // In a chain the last call is the outermost node.
  return tweens.toSorted((a, b) =>
    code.scriptOf(a.nameNode) === code.scriptOf(b.nameNode) ? a.nameNode.start - b.nameNode.start : 0,
  );
}

export function isTimelineMaker(node: Node): node is CallExpression | NewExpression {
  const call = node as AnyNode;
  if (call.type !== 'CallExpression' && call.type !== 'NewExpression') return false;
  const name = dottedName(call.callee);
  return name !== null && TIMELINE_MAKERS.has(name);
}

/** What the first method of a chain `x.to().from()` is called on. */
export function chainBase(node: Expression | Super): Expression | Super {
  if (node.type === 'ParenthesizedExpression') return chainBase(node.expression);
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return node;
  const method = propertyName(node.callee);
  return method !== null && CHAINED.has(method) ? chainBase(node.callee.object) : node;
}

/** The whole chain of method calls that begins with `node`. */
export function outermostOfChain(node: Node, code: CodeModel): Node {
  const member = code.parentOf(node);
  if (member?.type !== 'MemberExpression' || member.object !== node) return node;
  const call = code.parentOf(member);
  const method = propertyName(member);
  const isChained = call?.type === 'CallExpression' && call.callee === member && method !== null && CHAINED.has(method);
  return isChained ? outermostOfChain(call, code) : node;
}

/** Name of what a value is assigned to. */
function holderOf(node: Node, code: CodeModel): string | null {
  const parent = code.parentOf(node);
  if (parent?.type === 'VariableDeclarator' && parent.init === node && parent.id.type === 'Identifier') {
    return parent.id.name;
  }
  if (parent?.type === 'AssignmentExpression' && parent.right === node) return dottedName(parent.left);
  return null;
}
