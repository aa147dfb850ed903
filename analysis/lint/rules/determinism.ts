import type { Node } from 'acorn';
import { dottedName, type CodeModel } from '../code/code-model.ts';
import { atNode, defineRule } from '../rule.ts';

const SOURCES: Record<string, string> = {
  'Math.random': 'a seeded generator',
  'Date.now': 'the time of the timeline or of the hf-seek event',
  Date: 'the time of the timeline or of the hf-seek event',
  'performance.now': 'the time of the timeline or of the hf-seek event',
  'crypto.getRandomValues': 'a seeded generator',
  'crypto.randomUUID': 'a counter',
};

export const determinism = defineRule({
  codes: {
    non_deterministic_code: {
      severity: 'error',
      when: "The author's code reads a clock or draws a random number: `Math.random()`, `Date.now()`, `new Date()`, `performance.now()`, `crypto.getRandomValues()`, `crypto.randomUUID()`.",
    },
  },
  *check(context) {
    const { code } = context;
    const replaced = new Set(code.nodes('AssignmentExpression').map(({ left }) => dottedName(left)));
    for (const [node, name] of findReads(code)) {
      const base = name.split('.')[0]!;
      if (replaced.has(name) || code.isDeclared(base)) continue;
      yield {
        code: 'non_deterministic_code',
        message: `${name}${node.type === 'NewExpression' ? ' of now' : '()'} is not the same in every render of a frame.`,
        fixHint: `Use ${SOURCES[name]} instead.`,
        ...atNode(context, node),
      };
    }
  },
});

function findReads(code: CodeModel): [Node, string][] {
  // With arguments, `new Date(…)` is a fixed date.
  const calls = [
    ...code.nodes('CallExpression'),
    ...code.nodes('NewExpression').filter(({ arguments: values }) => values.length === 0),
  ];
  return calls.flatMap((node): [Node, string][] => {
    const name = dottedName(node.callee);
    return name !== null && Object.hasOwn(SOURCES, name) ? [[node, name]] : [];
  });
}
