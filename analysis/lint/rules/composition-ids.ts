import type { HtmlElement } from '../../site/html.ts';
import { isNested } from '../../site/site-model.ts';
import { atElement, defineRule } from '../rule.ts';

export const compositionIds = defineRule({
  codes: {
    multiple_root_compositions: {
      severity: 'error',
      when: 'A document has several roots, and not exactly one is marked with `data-root="true"`.',
    },
    duplicate_composition_id: {
      severity: 'error',
      when: 'Two elements with content of their own have the same `data-composition-id`.',
    },
  },
  *check(context) {
    const { document } = context;
    const live = document.compositions.filter(({ template }) => template === null);
    // A timed composition beside the root is one of its parts.
    const roots = live.filter(
      (element) => !isNested(element) && (element === document.root || !element.attributes.has('data-start')),
    );
    const marked = live.filter(({ attributes }) => attributes.get('data-root') === 'true');
    if (roots.length > 1 && marked.length !== 1) {
      yield {
        code: 'multiple_root_compositions',
        message: `${document.path} has ${roots.length} roots: ${roots.map(idOf).join(', ')}.`,
        fixHint: 'Nest them in one root, or mark one with data-root="true".',
        ...atElement(context, roots[1]!),
      };
    }
    const templates = new Set(
      document.elements.filter(({ tag }) => tag === 'template').map(({ attributes }) => attributes.get('id')),
    );
    const isMount = (element: HtmlElement): boolean =>
      element.attributes.has('data-composition-src') || templates.has(`${idOf(element)}-template`);
    const seen = new Set<string>();
    for (const element of live.filter((candidate) => !isMount(candidate))) {
      const id = idOf(element);
      if (seen.has(id)) {
        yield {
          code: 'duplicate_composition_id',
          message: `data-composition-id="${id}" is used twice.`,
          fixHint: 'Give each composition an id of its own; to show one twice, mount its file twice.',
          ...atElement(context, element, 'data-composition-id'),
        };
      }
      seen.add(id);
    }
  },
});

const idOf = ({ attributes }: HtmlElement): string => attributes.get('data-composition-id')!;
