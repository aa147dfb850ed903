import { findTimedMedia } from '../../site/media.ts';
import { propertyName } from '../code/code-model.ts';
import { atElement, defineRule, type RuleContext } from '../rule.ts';

export const mediaAttributes = defineRule({
  codes: {
    media_missing_src: {
      severity: 'error',
      when: 'A video or audio element has no `src`, and no `<source>` with one.',
    },
    media_missing_data_start: {
      severity: 'error',
      when: 'A video or audio element has no `data-start`: nothing says when it begins.',
    },
  },
  *check(context) {
    const isSetByScript = setsSource(context);
    for (const { kind, element, src } of findTimedMedia(context.document)) {
      const isBound = [element, ...element.children].some(({ attributes }) => attributes.has('data-var-src'));
      if (src === null && !isBound && !isSetByScript) {
        yield {
          code: 'media_missing_src',
          message: `The ${kind} has no src.`,
          fixHint: 'Set src to a file of the site.',
          ...atElement(context, element),
        };
      }
      if (element.attributes.has('data-start')) continue;
      yield {
        code: 'media_missing_data_start',
        message: `The ${kind} has no data-start.`,
        fixHint: 'Set data-start to the second at which it begins, such as data-start="0".',
        ...atElement(context, element),
      };
    }
  },
});

/** Whether a script gives some element an address. */
function setsSource({ code }: RuleContext): boolean {
  const assigns = code
    .nodes('AssignmentExpression')
    .some(({ left }) => left.type === 'MemberExpression' && /^src(?:Object)?$/.test(propertyName(left) ?? ''));
  const calls = code
    .nodes('CallExpression')
    .some(
      ({ callee, arguments: [name] }) =>
        callee.type === 'MemberExpression' &&
        propertyName(callee) === 'setAttribute' &&
        name?.type === 'Literal' &&
        name.value === 'src',
    );
  return assigns || calls;
}
