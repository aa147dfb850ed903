import type { AnyNode, CallExpression, Node } from 'acorn';
import { ancestorsIn, dottedName, functionOf, keyOf, propertyName, type CodeModel } from '../code/code-model.ts';
import { atNode, defineRule } from '../rule.ts';

export const animationFrames = defineRule({
  codes: {
    requestanimationframe_in_composition: {
      severity: 'error',
      when: "The author's code runs a loop of `requestAnimationFrame`: what it shows depends on which frames came before.",
    },
  },
  *check(context) {
    const { code } = context;
    for (const call of code.nodes('CallExpression')) {
      if (dottedName(call.callee) !== 'requestAnimationFrame' || !isLoop(call, code)) continue;
      yield {
        code: 'requestanimationframe_in_composition',
        message: 'A requestAnimationFrame loop advances by frames shown, and a render shows them in any order.',
        fixHint:
          'Draw from the time alone: in a tween’s onUpdate, or in a listener of the hf-seek event (detail.time).',
        ...atNode(context, call),
      };
    }
  },
});

/** Whether the callback is, or calls, a function around the request. */
function isLoop(call: CallExpression, code: CodeModel): boolean {
  const callback = call.arguments[0];
  if (!callback) return false;
  const around = [...ancestorsIn(code, call)];
  const isAround = (node: Node): boolean => {
    const named = functionOf(node, code);
    if (named && around.includes(named as AnyNode)) return true;
    return (
      node.type === 'MemberExpression' &&
      around.some((ancestor) => isMethodNamed(ancestor, propertyName(node as never)))
    );
  };
  if (isAround(callback)) return true;
  if (callback.type === 'CallExpression') {
    // `this.tick.bind(this)`
    return callback.callee.type === 'MemberExpression' && isAround(callback.callee.object);
  }
  const wrapper = functionOf(callback, code);
  if (!wrapper) return false;
  return code
    .nodes('CallExpression')
    .some((inner) => [...ancestorsIn(code, inner)].includes(wrapper as AnyNode) && isAround(inner.callee));
}

function isMethodNamed(node: AnyNode, name: string | null): boolean {
  if (name === null) return false;
  if (node.type === 'MethodDefinition') return node.key.type === 'Identifier' && node.key.name === name;
  if (node.type === 'Property') return keyOf(node as never) === name;
  if (node.type === 'PropertyDefinition') return node.key.type === 'Identifier' && node.key.name === name;
  return false;
}
