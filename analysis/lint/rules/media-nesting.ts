import { ancestorsOf, nameElement, type HtmlElement } from '../../site/html.ts';
import { findTimedMedia } from '../../site/media.ts';
import { isComposition } from '../../site/timing.ts';
import { atElement, defineRule } from '../rule.ts';

export const mediaNesting = defineRule({
  codes: {
    video_nested_in_timed_element: {
      severity: 'error',
      when: 'A video with `data-start` stands inside another element with `data-start` that is no composition.',
    },
  },
  *check(context) {
    for (const { kind, element } of findTimedMedia(context.document)) {
      const outer = kind === 'video' && element.attributes.has('data-start') ? timedAround(element) : null;
      if (!outer) continue;
      yield {
        code: 'video_nested_in_timed_element',
        message: `The video is timed inside ${nameElement(outer)}, which is timed itself; its start does not count from there.`,
        fixHint: 'Move the video out, or take data-start from the element around it.',
        ...atElement(context, element, 'data-start'),
      };
    }
  },
});

/** The nearest timed element around, up to the composition. */
function timedAround(element: HtmlElement): HtmlElement | null {
  for (const ancestor of ancestorsOf(element)) {
    if (isComposition(ancestor)) return null;
    if (ancestor.attributes.has('data-start')) return ancestor;
  }
  return null;
}
