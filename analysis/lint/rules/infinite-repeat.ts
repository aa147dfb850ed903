import type { Node, ObjectExpression } from 'acorn';
import { dottedName, numberOf, objectOf, propertyName, propertyOf, type CodeModel } from '../code/code-model.ts';
import { atNode, defineRule } from '../rule.ts';

export const infiniteRepeat = defineRule({
  codes: {
    gsap_infinite_repeat: {
      severity: 'error',
      when: 'A GSAP tween or timeline repeats for ever (`repeat: -1`): it has no duration.',
    },
  },
  *check(context) {
    const { code, timelines, tweens } = context;
    const repeats = [
      ...tweens.flatMap(({ vars }) => [
        findRepeat(vars, code),
        findRepeat(objectOf(propertyOf(vars, 'stagger'), code), code),
      ]),
      ...timelines.flatMap(({ options }) => [
        findRepeat(options, code),
        findRepeat(objectOf(propertyOf(options, 'defaults'), code), code),
      ]),
      ...timelines.flatMap(({ name }) => (name === null ? [] : findRepeatCalls(name, code))),
    ];
    for (const node of new Set(repeats)) {
      if (node === null) continue;
      yield {
        code: 'gsap_infinite_repeat',
        message: 'repeat: -1 never ends, so the timeline has no length.',
        fixHint: 'Give the number of repeats that fills the duration: Math.ceil(duration / cycle) - 1.',
        ...atNode(context, node),
      };
    }
  },
});

function findRepeat(options: ObjectExpression | null, code: CodeModel): Node | null {
  const value = propertyOf(options, 'repeat');
  return isEndless(value, code) ? value : null;
}

/** `timeline.repeat(-1)`. */
function findRepeatCalls(name: string, code: CodeModel): Node[] {
  return code.nodes('CallExpression').filter(({ callee, arguments: [count] }) => {
    if (callee.type !== 'MemberExpression' || propertyName(callee) !== 'repeat') return false;
    return dottedName(callee.object) === name && isEndless(count, code);
  });
}

function isEndless(value: Node | null | undefined, code: CodeModel): boolean {
  const count = numberOf(value, code);
  return count !== null && (count < 0 || count === Infinity);
}
