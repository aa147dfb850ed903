/**
 * Whether an element matches a selector, for the plain selectors that compositions use. What is not plain (pseudo-classes,
 * siblings) does not match: a rule that cannot be sure stays silent.
 * @module
 */
import { ancestorsOf, type HtmlElement } from '../../site/html.ts';

export function matches(element: HtmlElement, selectorList: string): boolean {
  return selectorList.split(',').some((selector) => matchesOne(element, selector.trim()));
}

/** Ids, classes and tags of a selector as one number, larger for the more specific. */
export function specificity(selector: string): number {
  const count = (pattern: RegExp): number => selector.match(pattern)?.length ?? 0;
  return count(/#[\w-]+/g) * 10_000 + count(/\.[\w-]+|\[[^\]]*\]/g) * 100 + count(/(?:^|[\s>])[a-z][\w-]*/gi);
}

function matchesOne(element: HtmlElement, selector: string): boolean {
  if (selector === '' || /[:+~|&]/.test(selector.replaceAll(/\[[^\]]*\]/g, ''))) return false;
  const compounds = selector.replaceAll(/\s*>\s*/g, ' > ').split(/\s+/);
  const last = compounds.pop()!;
  return matchesCompound(element, last) && matchesAround(element, compounds);
}

/** The compounds before the last, matched from the inside out; the first that fits is taken. */
function matchesAround(element: HtmlElement, compounds: readonly string[]): boolean {
  let node: HtmlElement = element;
  const rest = [...compounds];
  while (rest.length > 0) {
    const isChild = rest.at(-1) === '>';
    if (isChild) rest.pop();
    const compound = rest.pop();
    if (compound === undefined) return false;
    const candidates = isChild ? (node.parent ? [node.parent] : []) : [...ancestorsOf(node)];
    const found = candidates.find((candidate) => matchesCompound(candidate, compound));
    if (!found) return false;
    node = found;
  }
  return true;
}

const PART = /^(?:\*|[a-z][\w-]*|#[\w-]+|\.[\w-]+|\[\s*[\w-]+\s*(?:=\s*(?:"[^"]*"|'[^']*'|[\w-]+)\s*)?\])/i;

function matchesCompound(element: HtmlElement, compound: string): boolean {
  let rest = compound;
  while (rest !== '') {
    const part = PART.exec(rest)?.[0];
    if (part === undefined || !matchesPart(element, part)) return false;
    rest = rest.slice(part.length);
  }
  return true;
}

function matchesPart({ tag, attributes }: HtmlElement, part: string): boolean {
  if (part === '*') return true;
  if (part.startsWith('#')) return attributes.get('id') === part.slice(1);
  if (part.startsWith('.')) return (attributes.get('class') ?? '').split(/\s+/).includes(part.slice(1));
  if (!part.startsWith('[')) return tag.toLowerCase() === part.toLowerCase();
  const [, name, value] = /^\[\s*([\w-]+)\s*(?:=\s*["']?(.*?)["']?\s*)?\]$/.exec(part)!;
  return value === undefined ? attributes.has(name!) : attributes.get(name!) === value;
}
