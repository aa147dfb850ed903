import type { HtmlElement } from '../../site/html.ts';
import { dottedName } from '../code/code-model.ts';
import { atElement, defineRule, type RuleContext } from '../rule.ts';

export const timelineFree = defineRule({
  codes: {
    missing_data_no_timeline: {
      severity: 'warning',
      when: 'A composition registers no timeline and does not say so with `data-no-timeline`: the render waits for one.',
    },
  },
  *check(context) {
    const { document, registry, timelines, tweens } = context;
    if (document.unread.length > 0 || bringsOwnEngine(context)) return;
    // Code that moves things with GSAP but registers nothing has a rule of its own.
    if (!registry.isMentioned && (timelines.length > 0 || tweens.length > 0)) return;
    if (registry.entries.length === 0 ? registry.isMentioned : registry.entries.some(({ key }) => key === null)) return;
    const keys = new Set(registry.entries.map(({ key }) => key));
    const seen = new Set<string>();
    for (const element of document.compositions) {
      const id = element.attributes.get('data-composition-id')!;
      if (seen.has(id) || keys.has(id) || isExempt(element, context)) continue;
      seen.add(id);
      yield {
        code: 'missing_data_no_timeline',
        message: `The composition "${id}" registers no timeline, and the render waits for one.`,
        fixHint: `Set data-no-timeline on it, or register window.__timelines["${id}"].`,
        ...atElement(context, element),
      };
    }
  },
});

/** A page with `window.__hf` of its own is sought through that alone. */
export const bringsOwnEngine = ({ code }: RuleContext): boolean =>
  code.nodes('AssignmentExpression').some(({ left }) => dottedName(left) === '__hf');

function isExempt(element: HtmlElement, { document, registry }: RuleContext): boolean {
  const { attributes } = element;
  if (attributes.has('data-no-timeline') || attributes.has('data-composition-src')) return true;
  // The only timeline of a page is the root's, whatever it is called.
  return element === document.root && registry.entries.length === 1;
}
