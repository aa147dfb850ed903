import type { AnyNode, Node } from 'acorn';
import { ancestorsIn, dottedName, propertyName, type CodeModel } from '../code/code-model.ts';
import { outermostOfChain, type TimelineCreation, type Tween } from '../code/gsap-calls.ts';
import type { RegistryEntry } from '../code/timeline-registry.ts';
import { atNode, defineRule } from '../rule.ts';

export const timelineRegistration = defineRule({
  codes: {
    gsap_timeline_not_registered: {
      severity: 'error',
      when: 'A GSAP timeline is made and goes nowhere: neither into `window.__timelines` nor into another timeline.',
    },
    gsap_timeline_registered_before_async_build: {
      severity: 'error',
      when: 'A timeline is registered first and filled later, in a callback or after an `await`: the render may read it empty.',
    },
  },
  *check(context) {
    const { code, timelines, tweens, registry } = context;
    if (!registry.isMentioned) return;
    for (const timeline of timelines) {
      if (goesSomewhere(timeline, code)) continue;
      yield {
        code: 'gsap_timeline_not_registered',
        message: `The timeline${timeline.name === null ? '' : ` "${timeline.name}"`} is not registered, so it stands still in a render.`,
        fixHint:
          'Put it into window.__timelines under the id of its composition, or add it to a timeline that is there.',
        ...atNode(context, timeline.node),
      };
    }
    const entryOf = new Map(
      registry.entries.flatMap((entry) => (entry.value ? [[dottedName(entry.value), entry]] : [])),
    );
    const reported = new Set<RegistryEntry>();
    for (const tween of tweens) {
      const entry = tween.on === null ? undefined : entryOf.get(tween.on);
      if (!entry || reported.has(entry) || !isFilledLater(tween, entry, code)) continue;
      reported.add(entry);
      yield {
        code: 'gsap_timeline_registered_before_async_build',
        message: `The timeline "${tween.on}" is registered before its animations are there: they come in a later task.`,
        fixHint: 'Register the timeline at the end of the asynchronous code, when it is complete.',
        ...atNode(context, entry.node),
      };
    }
  },
});

/** Whether a timeline is used in any other way than by calling its methods. */
function goesSomewhere({ node, name }: TimelineCreation, code: CodeModel): boolean {
  if (name === null) return code.parentOf(outermostOfChain(node, code))?.type !== 'ExpressionStatement';
  // What is kept in an object's property is found there by others.
  if (name.includes('.')) return true;
  return code.identifiers(name).some((identifier) => isGivenAway(identifier, code));
}

function isGivenAway(identifier: Node, code: CodeModel): boolean {
  const parent = code.parentOf(identifier);
  if (parent?.type === 'MemberExpression' && parent.object === identifier) {
    // `return tl.to(…)` gives the timeline away as `return tl` does.
    const whole = outermostOfChain(identifier, code);
    const user = code.parentOf(whole);
    return whole !== identifier && user?.type !== 'ExpressionStatement' && user?.type !== 'MemberExpression';
  }
  if (parent?.type === 'MemberExpression') return parent.computed;
  if (parent?.type === 'Property') return parent.value === identifier;
  if (parent?.type === 'VariableDeclarator') return parent.id !== identifier;
  return !(parent?.type === 'AssignmentExpression' && parent.left === identifier);
}

function isFilledLater({ node }: Tween, entry: RegistryEntry, code: CodeModel): boolean {
  const around = new Set(ancestorsIn(code, entry.node));
  for (const ancestor of ancestorsIn(code, node)) {
    if (around.has(ancestor)) break;
    if (isFunction(ancestor) && (runsLater(ancestor, code) || awaitsBefore(ancestor, node, code))) return true;
  }
  const own = functionAround(node, code);
  return (
    own === functionAround(entry.node, code) &&
    code
      .nodes('AwaitExpression')
      .some((wait) => functionAround(wait, code) === own && isBetween(wait, entry.node, node, code))
  );
}

const awaitsBefore = (fn: Node, tween: Node, code: CodeModel): boolean =>
  code.nodes('AwaitExpression').some((wait) => functionAround(wait, code) === fn && wait.start < tween.start);

const isBetween = (wait: Node, entry: Node, tween: Node, code: CodeModel): boolean =>
  code.scriptOf(wait) === code.scriptOf(entry) &&
  code.scriptOf(wait) === code.scriptOf(tween) &&
  wait.start > entry.end &&
  wait.start < tween.start;

const isFunction = ({ type }: AnyNode): boolean =>
  type === 'ArrowFunctionExpression' || type === 'FunctionExpression' || type === 'FunctionDeclaration';

const functionAround = (node: Node, code: CodeModel): Node | null =>
  [...ancestorsIn(code, node)].find(isFunction) ?? null;

const LATER_CALLS =
  /(?:^|\.)(?:then|finally|setTimeout|setInterval|requestAnimationFrame|queueMicrotask|requestIdleCallback)$/;

/** Whether a function is a callback that no caller runs at once. */
function runsLater(fn: AnyNode, code: CodeModel): boolean {
  const parent = code.parentOf(fn);
  if (parent?.type === 'AssignmentExpression') {
    return parent.left.type === 'MemberExpression' && propertyName(parent.left)?.startsWith('onload') === true;
  }
  if (parent?.type !== 'CallExpression' || parent.callee === fn) return false;
  const { callee } = parent;
  const name = callee.type === 'MemberExpression' ? propertyName(callee) : dottedName(callee);
  if (name === 'addEventListener') {
    const [event] = parent.arguments;
    return event?.type === 'Literal' && event.value !== 'DOMContentLoaded';
  }
  return name !== null && LATER_CALLS.test(name);
}
