import type { HtmlElement } from '../../site/html.ts';
import { ancestorsOf } from '../../site/html.ts';
import { atElement, defineRule } from '../rule.ts';

export const markup = defineRule({
  codes: {
    self_closing_media_tag: {
      severity: 'error',
      when: '`<video … />` or `<audio … />`: HTML has no such form, and what follows becomes its content.',
    },
    visible_markup_comment: {
      severity: 'error',
      when: 'A comment stands as text in the picture: `/* … */`, `{/* … */}`, `// …`, or what is left of `<!-- -->`.',
    },
    html_dir_attribute_breaks_render: {
      severity: 'error',
      when: '`<html dir="rtl">` moves the frame out of the picture.',
    },
  },
  *check(context) {
    const { document } = context;
    const media = new Map(
      document.elements.filter(({ tag }) => MEDIA.has(tag)).map((element) => [keyOf(element.position), element]),
    );
    for (const { code, position } of document.errors) {
      if (code !== 'non-void-html-element-start-tag-with-trailing-solidus') continue;
      const element = media.get(keyOf(position));
      if (!element) continue;
      yield {
        code: 'self_closing_media_tag',
        message: `<${element.tag} … /> does not close the element; what follows becomes its content.`,
        fixHint: `Write <${element.tag} …></${element.tag}>.`,
        ...atElement(context, element),
      };
    }
    for (const element of document.elements) {
      if (!isContainer(element)) continue;
      for (const { text, position } of element.texts) {
        const match = COMMENT.exec(text.slice(0, MAX_TEXT_LENGTH));
        if (!match) continue;
        yield {
          code: 'visible_markup_comment',
          message: `${JSON.stringify(match[0].trim().slice(0, 40))} is shown as text.`,
          fixHint: 'Write <!-- … -->, or take it out.',
          place: { file: document.path, ...advance(position, text, match.index + match[0].search(/\S/)) },
          element: null,
        };
      }
    }
    const html = document.elements[0]!;
    const direction = html.attributes.get('dir')?.toLowerCase();
    if (direction === 'rtl' || direction === 'auto') {
      yield {
        code: 'html_dir_attribute_breaks_render',
        message: `<html dir="${direction}"> moves the frame out of the picture.`,
        fixHint: 'Set dir on the elements that hold the text.',
        ...atElement(context, html, 'dir'),
      };
    }
  },
});

type Position = HtmlElement['position'];

const COMMENT = /\{?\/\*[\s\S]*?\*\/\}?|(?:^|\n)\s*\/\/\s[^\n]*|--+>|<!--/;
/** A long text without an end of comment costs the pattern its square. */
const MAX_TEXT_LENGTH = 2_000;
/** Text in these is meant to be read as it stands. */
const VERBATIM = new Set(['pre', 'code', 'textarea', 'kbd', 'samp', 'script', 'style', 'title', 'svg']);

/** Elements that hold other elements: loose text between those is seldom meant. */
const isContainer = (element: HtmlElement): boolean =>
  (element.children.length > 0 || element.tag === 'body') &&
  ![element, ...ancestorsOf(element)].some(({ tag }) => VERBATIM.has(tag));

const MEDIA = new Set(['video', 'audio']);
const keyOf = ({ line, column }: Position): string => `${line}:${column}`;

function advance({ line, column }: Position, text: string, offset: number): Position {
  const lines = text.slice(0, offset).split('\n');
  return lines.length === 1
    ? { line, column: column + offset }
    : { line: line + lines.length - 1, column: lines.at(-1)!.length + 1 };
}
