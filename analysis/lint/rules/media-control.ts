import type { AnyNode, Expression, Node, Super } from 'acorn';
import { ancestorsIn, dottedName, propertyName, stringOf, type CodeModel } from '../code/code-model.ts';
import { matches } from '../styles/match-selector.ts';
import { atNode, defineRule, type RuleContext } from '../rule.ts';

export const mediaControl = defineRule({
  codes: {
    imperative_media_control: {
      severity: 'error',
      when: "The author's code plays, pauses or seeks a video or audio element: `play()`, `pause()`, `currentTime = …`.",
    },
  },
  *check(context) {
    for (const [node, what] of findControls(context)) {
      yield {
        code: 'imperative_media_control',
        message: `${what} has no effect in a render: media follow data-start and data-media-start.`,
        fixHint: 'Take it out, and say with data-start, data-duration and data-media-start when what is shown.',
        ...atNode(context, node),
      };
    }
  },
});

const CONTROLS = new Set(['play', 'pause', 'fastSeek']);

function findControls(context: RuleContext): [Node, string][] {
  const { code } = context;
  const calls = code.nodes('CallExpression').flatMap(({ callee }): [Node, string][] => {
    const method = callee.type === 'MemberExpression' ? propertyName(callee) : null;
    if (callee.type !== 'MemberExpression' || method === null || !CONTROLS.has(method)) return [];
    return isMedia(callee.object, context) ? [[callee, `${method}()`]] : [];
  });
  const seeks = code.nodes('AssignmentExpression').flatMap(({ left }): [Node, string][] => {
    if (left.type !== 'MemberExpression' || propertyName(left) !== 'currentTime') return [];
    return isMedia(left.object, context) ? [[left, 'Setting currentTime']] : [];
  });
  return [...calls, ...seeks];
}

/** Whether an expression is known to be a video or audio element. */
function isMedia(node: Expression | Super, context: RuleContext, depth = 0): boolean {
  const { code } = context;
  if (depth > 4) return false;
  if (node.type === 'ChainExpression') return isMedia(node.expression, context, depth + 1);
  if (node.type === 'Identifier') {
    const value = code.valueOf(node.name) ?? iteratedBy(node, code);
    return value !== null && isMedia(value, context, depth + 1);
  }
  if (node.type === 'NewExpression') return dottedName(node.callee) === 'Audio';
  if (node.type === 'CallExpression') return findsMedia(node.callee, node.arguments[0], context);
  // `querySelectorAll('video')[0]`
  return node.type === 'MemberExpression' && node.computed && isMedia(node.object, context, depth + 1);
}

/** Whether a call such as `document.querySelector('#intro')` finds or makes media. */
function findsMedia(callee: Expression | Super, argument: Node | undefined, { code, document }: RuleContext): boolean {
  const method = callee.type === 'MemberExpression' ? propertyName(callee) : null;
  const text = stringOf(argument, code);
  if (method === null || text === null) return false;
  if (method === 'createElement' || method === 'getElementsByTagName') return /^(?:video|audio)$/i.test(text);
  const selector = method === 'getElementById' ? `#${text}` : text;
  if (!['getElementById', 'querySelector', 'querySelectorAll'].includes(method)) return false;
  if (/(?:^|[\s>+~,])(?:video|audio)(?:$|[.#[:,])/i.test(selector)) return true;
  const found = document.elements.filter((element) => matches(element, selector));
  return found.length > 0 && found.every(({ tag }) => tag === 'video' || tag === 'audio');
}

/** What a callback's parameter or a loop's variable runs over. */
function iteratedBy(node: Node & { name: string }, code: CodeModel): Expression | null {
  for (const ancestor of ancestorsIn(code, node)) {
    if (ancestor.type === 'ForOfStatement' && bindsName(ancestor.left, node.name)) return ancestor.right;
    const isCallback = ancestor.type === 'ArrowFunctionExpression' || ancestor.type === 'FunctionExpression';
    if (!isCallback || !bindsName(ancestor.params[0], node.name)) continue;
    const call = code.parentOf(ancestor);
    const callee = call?.type === 'CallExpression' ? call.callee : null;
    return callee?.type === 'MemberExpression' && propertyName(callee) === 'forEach'
      ? (callee.object as Expression)
      : null;
  }
  return null;
}

function bindsName(node: Node | undefined, name: string): boolean {
  const binding = node as AnyNode | undefined;
  if (binding?.type === 'VariableDeclaration') return bindsName(binding.declarations[0]?.id, name);
  return binding?.type === 'Identifier' && binding.name === name;
}
