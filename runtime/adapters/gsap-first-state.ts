/**
 * What the targets of tweens are before these begin. A tween that has begun does not take everything back as it is put before its start: of
 * what was empty or absent GSAP leaves the end's value or one of its own there. So what is left behind is found once and taken back by hand.
 * @module
 */
import type { TimelinePart } from '../composition/timeline-parts.ts';

export interface FirstState {
  /** Once every tween is put before its start, takes back what they have left. */
  restore(): void;
}

/** Every kind of change a tween makes to a document, with what was there before. */
const OBSERVED = {
  subtree: true,
  attributes: true,
  attributeOldValue: true,
  childList: true,
  characterData: true,
  characterDataOldValue: true,
};

/** `begin` begins all tweens and puts them back before their start. */
export function keepFirstState(parts: readonly TimelinePart[], begin: () => void): FirstState {
  const values = readValues(parts);
  const observer = new MutationObserver(() => {});
  for (const tree of treesOf(parts)) observer.observe(tree, OBSERVED);
  begin();
  const records = observer.takeRecords();
  observer.disconnect();

  const left = [...contentLeft(records), ...attributesLeft(records), ...valuesLeft(values)];
  const restore = (): void => {
    for (const takeBack of left) takeBack();
  };
  restore();
  return { restore };
}

type TakeBack = () => void;

/** Children and texts: the very nodes, because a script or another tween may hold them. */
function contentLeft(records: readonly MutationRecord[]): TakeBack[] {
  const parents = new Set<Node>();
  const texts = new Map<Node, string | null>();
  for (const { type, target, oldValue } of records) {
    if (type === 'childList') parents.add(target);
    if (type === 'characterData' && !texts.has(target)) texts.set(target, oldValue);
  }
  const after = new Map([...parents].map((parent) => [parent, [...parent.childNodes]]));
  for (const record of records.toReversed()) undoChildren(record);
  const children = [...parents]
    .map((parent) => [parent, [...parent.childNodes]] as const)
    .filter(([parent, nodes]) => !isEqualList(nodes, after.get(parent)!));
  return [
    ...children.map(([parent, nodes]) => () => {
      if (!isEqualList(nodes, [...parent.childNodes])) (parent as ParentNode).replaceChildren(...nodes);
    }),
    ...[...texts].map(([text, before]) => () => {
      if (text.nodeValue !== before) text.nodeValue = before;
    }),
  ];
}

function undoChildren({ type, target, addedNodes, removedNodes, nextSibling }: MutationRecord): void {
  if (type !== 'childList') return;
  for (const node of addedNodes) if (node.parentNode === target) target.removeChild(node);
  const before = nextSibling?.parentNode === target ? nextSibling : null;
  for (const node of removedNodes) target.insertBefore(node, before);
}

function isEqualList(some: readonly Node[], others: readonly Node[]): boolean {
  return some.length === others.length && some.every((node, i) => node === others[i]);
}

function attributesLeft(records: readonly MutationRecord[]): TakeBack[] {
  const befores = new Map<Element, Map<string, MutationRecord>>();
  for (const record of records) {
    if (record.type !== 'attributes') continue;
    const element = record.target as Element;
    const ofElement = befores.get(element) ?? new Map<string, MutationRecord>();
    befores.set(element, ofElement);
    const name = `${record.attributeNamespace ?? ''} ${record.attributeName}`;
    if (!ofElement.has(name)) ofElement.set(name, record);
  }
  return [...befores].flatMap(([element, ofElement]) =>
    [...ofElement.values()].flatMap(({ attributeNamespace, attributeName, oldValue }) =>
      attributeName === 'style'
        ? styleLeft(element as HTMLElement, oldValue)
        : attributeLeft(element, attributeNamespace, attributeName!, oldValue),
    ),
  );
}

/** What someone else has put in the place of what was left stays. */
function attributeLeft(element: Element, space: string | null, name: string, before: string | null): TakeBack[] {
  const left = element.getAttributeNS(space, name);
  if (left === before) return [];
  return [
    () => {
      if (element.getAttributeNS(space, name) !== left) return;
      if (before === null) element.removeAttributeNS(space, name);
      else element.setAttributeNS(space, name, before);
    },
  ];
}

/** Property by property: others of the same element are not GSAP's. */
function styleLeft(element: HTMLElement, before: string | null): TakeBack[] {
  const { style } = element;
  const old = document.createElement('i').style;
  old.cssText = before ?? '';
  const names = new Set([...style, ...old]);
  const changed = [...names].filter((name) => declarationOf(style, name) !== declarationOf(old, name));
  const takeBacks = changed.map((name) => {
    const left = declarationOf(style, name);
    const [value, priority] = [old.getPropertyValue(name), old.getPropertyPriority(name)];
    return () => {
      if (declarationOf(style, name) === left) style.setProperty(name, value, priority);
    };
  });
  const asWritten = (): void => {
    if (style.cssText !== old.cssText || element.getAttribute('style') === before) return;
    if (before === null) element.removeAttribute('style');
    else element.setAttribute('style', before);
  };
  return [...takeBacks, asWritten];
}

function declarationOf(style: CSSStyleDeclaration, name: string): string {
  return `${style.getPropertyValue(name)} ${style.getPropertyPriority(name)}`;
}

interface KeptValue {
  target: Record<string, unknown>;
  name: string;
  before: unknown;
}

/** Properties of elements that say what their attributes and children say. */
const REFLECTED = new Set(['innerHTML', 'outerHTML', 'textContent', 'innerText', 'nodeValue', 'className', 'text']);

/** Properties of objects and elements that a tween names and that are no numbers: GSAP takes those back. */
function readValues(parts: readonly TimelinePart[]): KeptValue[] {
  const kept: KeptValue[] = [];
  const seen = new Map<unknown, Set<string>>();
  for (const { node } of parts) {
    for (const target of node.targets?.() ?? []) {
      if (typeof target !== 'object' || target === null) continue;
      const names = seen.get(target) ?? new Set();
      seen.set(target, names);
      for (const name of Object.keys(node.vars ?? {})) {
        if (names.has(name) || !(name in target) || (isNode(target) && REFLECTED.has(name))) continue;
        names.add(name);
        const before = (target as Record<string, unknown>)[name];
        if (typeof before === 'string' || typeof before === 'boolean' || before === null) {
          kept.push({ target: target as Record<string, unknown>, name, before });
        }
      }
    }
  }
  return kept;
}

function valuesLeft(values: readonly KeptValue[]): TakeBack[] {
  return values
    .filter(({ target, name, before }) => target[name] !== before)
    .map(({ target, name, before }) => () => {
      if (target[name] !== before) target[name] = before;
    });
}

/** Documents, shadow trees and detached trees that the targets are in. */
function treesOf(parts: readonly TimelinePart[]): Set<Node> {
  const targets = parts.flatMap(({ node }) => node.targets?.() ?? []);
  return new Set(targets.flatMap((target) => (isNode(target) ? [target.getRootNode()] : [])));
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).getRootNode === 'function';
}
