import { isComposition } from '../../site/timing.ts';
import { atElement, defineRule } from '../rule.ts';

/** Not seen, or timed by other means. */
const EXEMPT_TAGS = new Set(['audio', 'script', 'style', 'link', 'meta', 'template', 'source']);

export const clipClass = defineRule({
  codes: {
    timed_element_missing_clip_class: {
      severity: 'warning',
      when: 'An element with `data-start` lacks `class="clip"`, which other players of the format need.',
    },
  },
  *check(context) {
    for (const element of context.document.elements) {
      const { tag, attributes } = element;
      if (!attributes.has('data-start') || isComposition(element) || EXEMPT_TAGS.has(tag)) continue;
      if ((attributes.get('class') ?? '').split(/\s+/).includes('clip')) continue;
      yield {
        code: 'timed_element_missing_clip_class',
        message: 'The element is timed but lacks class="clip".',
        fixHint: 'Add the class clip.',
        ...atElement(context, element),
      };
    }
  },
});
