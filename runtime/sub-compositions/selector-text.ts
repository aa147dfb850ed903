/**
 * Taking selectors apart. Pure.
 * @module
 */

/** Index of the first character that matches outside brackets, parentheses and strings; the text's length when none does. */
export function indexOutside(text: string, pattern: RegExp, from = 0): number {
  let depth = 0;
  let quote = '';
  for (let index = from; index < text.length; index++) {
    const character = text[index]!;
    if (character === '\\') index++;
    else if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '(' || character === '[') depth++;
    else if (character === ')' || character === ']') depth--;
    else if (depth === 0 && pattern.test(character)) return index;
  }
  return text.length;
}

/** The selectors of a list, trimmed. */
export function splitList(list: string): string[] {
  const selectors: string[] = [];
  for (let from = 0; from <= list.length;) {
    const comma = indexOutside(list, /,/, from);
    selectors.push(list.slice(from, comma).trim());
    from = comma + 1;
  }
  return selectors;
}

/** The compound before the first combinator, and the rest. */
export function splitLeading(selector: string): { leading: string; rest: string } {
  const end = indexOutside(selector, /[\s>+~]/);
  return { leading: selector.slice(0, end), rest: selector.slice(end) };
}

export function attributeSelector(name: string, value: string): string {
  return `[${name}="${value.replace(/["\\]/g, '\\$&')}"]`;
}
