/**
 * Selectors of a child composition, as they must read in the page that it is mounted in. Pure.
 * @module
 */
import { attributeSelector, splitLeading, splitList } from './selector-text.ts';

/** What a mount has renamed, and the box its selectors are kept in. */
export interface SelectorScope {
  /** Id of the composition as its author wrote it. */
  authoredId: string;
  /** Id under which it is mounted. */
  runtimeId: string;
  /** Whether the composition's own element has become a wrapper inside the host. */
  hasInnerRoot: boolean;
  /** `id` of that element, which is now in `data-hf-authored-id`; null when it has none. */
  rootElementId: string | null;
  /** Authored → runtime ids of compositions that are written out inside this one. */
  innerIds: ReadonlyMap<string, string>;
}

const INNER_ROOT = '[data-hf-inner-root]';
/** `html`, `:root` and `body` in front, alone or together: inside a page they are the box of the composition. Outside `@scope` and nesting `:scope` and `&` are the root too. */
const PAGE = /^(?:(?:html|:root|:scope|&)\s*>?\s*(?=body(?![\w-])))?(?:html|body|:root|:scope|&)(?![\w-])/i;
/** Parts that may be renamed, and those in which nothing may: strings and escapes. A run of attributes is one part. */
const PART =
  /\\.|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|(?:\[(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[^\]"'])*\])+|#(?:\\.|[\w-]|[^\0-\x7f])+/g;
const ATTRIBUTE = /\[(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[^\]"'])*\]/g;
const COMPOSITION_ID = /^\[\s*data-composition-id\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\]\s]*))\s*\]$/;
/** Attributes that the mount has moved away from the composition's element. */
const MOVED = /^\[\s*data-(?:start|duration|end|track-index|track|layer)[\s=~|^$*\]]/;

/** A selector list for the style sheets of the page. The universal selector stays as it is and so reaches the whole page. */
export function scopeStyleSelector(list: string, scope: SelectorScope): string {
  return scopeList(list, scope, '*');
}

/** Scopes a selector list that an outer rule keeps in the box already: only names that the mount has changed are changed. */
export function renameSelector(list: string, scope: SelectorScope): string {
  return splitList(list)
    .map((selector) => renameParts(selector, scope))
    .join(', ');
}

/** Scopes a selector list inside an `@scope`. It stays as specific beside the others as it was before they were kept in the box. */
export function scopeInnerSelector(list: string, scope: SelectorScope): string {
  return splitList(list)
    .map((selector) => raiseInScope(renameParts(selector, scope)))
    .join(', ');
}

function raiseInScope(selector: string): string {
  if (/:scope(?![\w-])/i.test(selector)) return selector.replace(/:scope(?![\w-])/i, ':scope:scope');
  return selector.includes('&') ? selector.replace('&', '&:scope') : `:scope ${selector}`;
}

/** A selector list for look-ups by the child's scripts. */
export function scopeLookup(list: string, scope: SelectorScope): string {
  return scopeList(list, scope, `${boxSelector(scope)} *`);
}

export function boxSelector({ runtimeId }: SelectorScope): string {
  return attributeSelector('data-composition-id', runtimeId);
}

function scopeList(list: string, scope: SelectorScope, universal: string): string {
  return splitList(list)
    .map((selector) => (selector === '*' ? universal : scopeSelector(selector, scope)))
    .join(', ');
}

function scopeSelector(selector: string, scope: SelectorScope): string {
  const box = boxSelector(scope);
  if (PAGE.test(selector)) return box + renameParts(selector.replace(PAGE, ''), scope);
  const { leading, rest } = splitLeading(selector);
  const renamed = renameParts(leading, scope) + renameParts(rest, scope);
  if (!isOwnElement(leading, scope)) return `${box} ${renamed}`;
  // The wrapper is the host's child; further down there may be wrappers of other compositions.
  return scope.hasInnerRoot ? `${box} > ${renamed}` : renamed;
}

/** Whether a compound names the composition's own element, by its composition id or its element id. In `:not(…)` it does not. */
function isOwnElement(compound: string, { authoredId, rootElementId }: SelectorScope): boolean {
  return (compound.split('(')[0]!.match(PART) ?? []).some(
    (part) =>
      (rootElementId !== null && part === `#${rootElementId}`) ||
      (part.startsWith('[') && attributesOf(part).some((attribute) => compositionIdOf(attribute) === authoredId)),
  );
}

function renameParts(selector: string, scope: SelectorScope): string {
  return selector.replace(PART, (part) => {
    if (part.startsWith('[')) return renameAttributes(attributesOf(part), scope);
    if (scope.rootElementId === null || part !== `#${scope.rootElementId}`) return part;
    return attributeSelector('data-hf-authored-id', scope.rootElementId);
  });
}

function renameAttributes(attributes: readonly string[], scope: SelectorScope): string {
  const ids = attributes.map(compositionIdOf);
  const isOwn = ids.includes(scope.authoredId);
  return attributes
    .filter((attribute) => !(isOwn && scope.hasInnerRoot && MOVED.test(attribute)))
    .map((attribute) => renameAttribute(attribute, scope))
    .join('');
}

function renameAttribute(attribute: string, scope: SelectorScope): string {
  const id = compositionIdOf(attribute);
  if (id === null) return attribute;
  if (id === scope.authoredId) return scope.hasInnerRoot ? INNER_ROOT : boxSelector(scope);
  const inner = scope.innerIds.get(id);
  return inner === undefined ? attribute : attributeSelector('data-composition-id', inner);
}

function attributesOf(run: string): string[] {
  return run.match(ATTRIBUTE) ?? [];
}

function compositionIdOf(attribute: string): string | null {
  const match = COMPOSITION_ID.exec(attribute);
  return match ? (match[1] ?? match[2] ?? match[3] ?? '').replace(/\\(.)/g, '$1') : null;
}
