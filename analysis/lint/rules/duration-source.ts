import { declaredDuration } from '../../site/describe-site.ts';
import { findTimedMedia } from '../../site/media.ts';
import { dottedName } from '../code/code-model.ts';
import { atElement, defineRule, type RuleContext } from '../rule.ts';
import { bringsOwnEngine } from './timeline-free.ts';

export const durationSource = defineRule({
  codes: {
    root_composition_missing_duration_source: {
      severity: 'error',
      when: 'The root declares no duration, and there is no timeline, media, child composition or animation to infer it from.',
    },
  },
  *check(context) {
    const { root, role } = context.document;
    if (role !== 'entry' || root === null || root.template !== null) return;
    if (declaredDuration(root) !== null || canInfer(context)) return;
    yield {
      code: 'root_composition_missing_duration_source',
      message: 'The root has no duration, and nothing on the page ends by itself.',
      fixHint: 'Set data-duration on the root, in seconds, or register a timeline.',
      ...atElement(context, root),
    };
  },
});

function canInfer(context: RuleContext): boolean {
  const { document, code, registry, timelines, tweens } = context;
  const hasCssAnimation = [...document.sheets.flatMap(({ rules }) => rules), ...document.inlineStyles].some(
    ({ declarations }) =>
      declarations.some(({ property }) => property === 'animation' || property === 'animation-name'),
  );
  const hasAnimateCall = code.nodes('CallExpression').some(({ callee }) => /(?:^|\.)animate$/.test(nameOf(callee)));
  // Lottie files and frame adapters know how long they are.
  const hasPlayer = [...document.libraries, ...code.scripts.map((script) => script.code)].some((text) =>
    /lottie|bodymovin|getDurationFrames/i.test(text),
  );
  return (
    document.unread.length > 0 ||
    registry.isMentioned ||
    // Unregistered timelines have a rule of their own.
    timelines.length > 0 ||
    tweens.length > 0 ||
    bringsOwnEngine(context) ||
    findTimedMedia(document).length > 0 ||
    document.elements.some((element) => element !== document.root && isChildComposition(element.attributes)) ||
    hasCssAnimation ||
    hasAnimateCall ||
    hasPlayer
  );
}

const isChildComposition = (attributes: ReadonlyMap<string, string>): boolean =>
  attributes.has('data-composition-id') || attributes.has('data-composition-src');

/** The name of what is called, or of its last property when the rest is no plain name. */
function nameOf(callee: Parameters<typeof dottedName>[0]): string {
  const name = dottedName(callee);
  if (name !== null) return name;
  return callee.type === 'MemberExpression' && callee.property.type === 'Identifier' ? callee.property.name : '';
}
