/**
 * HTML as a tree with places in the source. Contents of templates are part of it.
 * @module
 */
import { defaultTreeAdapter, parse, type DefaultTreeAdapterTypes as Tree, type Token } from 'parse5';
import type { Position } from './place.ts';

export interface HtmlElement {
  /** Lower case; SVG keeps its own (`linearGradient`). */
  tag: string;
  /** Names as in the source, lower case; a name space stays in front (`xlink:href`). */
  attributes: ReadonlyMap<string, string>;
  parent: HtmlElement | null;
  children: HtmlElement[];
  /** Text directly inside, in pieces between the children. */
  texts: HtmlText[];
  /** Position of the start tag; the top of the file for an element that the parser added. */
  position: Position;
  /** Position of an attribute, or else of the start tag. */
  positionOf(attribute: string): Position;
  /** The innermost `<template>` around it. */
  template: HtmlElement | null;
}

export interface HtmlText {
  text: string;
  position: Position;
}

export interface HtmlDocument {
  /** Elements in document order, `<html>` first. */
  elements: HtmlElement[];
  /** Deviations from the standard by its own names, such as `duplicate-attribute`. */
  errors: { code: string; position: Position }[];
}

const TOP: Position = { line: 1, column: 1 };

/** Browsers go no deeper either; the parser's time grows with the square of the depth. */
const MAX_DEPTH = 512;

/** No film has as many; a parsed element takes a kilobyte, and rules that compare elements with others take their time. */
const MAX_ELEMENTS = 20_000;

/** Throws `RangeError` for elements nested more than `MAX_DEPTH` deep, and for more than `MAX_ELEMENTS`. */
export function parseHtml(source: string): HtmlDocument {
  const errors: HtmlDocument['errors'] = [];
  const document = parse(source, {
    sourceCodeLocationInfo: true,
    treeAdapter: limiter(),
    onParseError: ({ code, startLine, startCol }) =>
      errors.push({ code, position: { line: startLine, column: startCol } }),
  });
  const elements: HtmlElement[] = [];
  const visit = (node: Tree.ParentNode, parent: HtmlElement | null, template: HtmlElement | null): void => {
    for (const child of node.childNodes) {
      if (defaultTreeAdapter.isTextNode(child)) {
        parent?.texts.push({ text: child.value, position: startOf(child.sourceCodeLocation) });
      }
      if (!defaultTreeAdapter.isElementNode(child)) continue;
      const element = toElement(child, parent, template);
      parent?.children.push(element);
      elements.push(element);
      visit(child, element, template);
      if (child.tagName === 'template') visit((child as Tree.Template).content, element, element);
    }
  };
  visit(document, null, null);
  return { elements, errors };
}

function limiter(): typeof defaultTreeAdapter {
  let depth = 0;
  let count = 0;
  return {
    ...defaultTreeAdapter,
    createElement(...element) {
      if (++count > MAX_ELEMENTS) throw new RangeError(`There are more than ${MAX_ELEMENTS} elements.`);
      return defaultTreeAdapter.createElement(...element);
    },
    onItemPush() {
      if (++depth > MAX_DEPTH) throw new RangeError(`Elements are nested more than ${MAX_DEPTH} deep.`);
    },
    onItemPop() {
      depth--;
    },
  };
}

function toElement(node: Tree.Element, parent: HtmlElement | null, template: HtmlElement | null): HtmlElement {
  const position = startOf(node.sourceCodeLocation?.startTag ?? node.sourceCodeLocation);
  return {
    tag: node.tagName,
    attributes: new Map(node.attrs.map(({ name, prefix, value }) => [prefix ? `${prefix}:${name}` : name, value])),
    parent,
    children: [],
    texts: [],
    position,
    positionOf: (name) => {
      const location = node.sourceCodeLocation?.attrs?.[name];
      return location ? startOf(location) : position;
    },
    template,
  };
}

function startOf(location: Token.Location | null | undefined): Position {
  return location ? { line: location.startLine, column: location.startCol } : TOP;
}

/** The element's ancestors, innermost first; out of a template into what holds it. */
export function* ancestorsOf(element: HtmlElement): Generator<HtmlElement> {
  for (let node = element.parent; node; node = node.parent) yield node;
}

/** Text directly inside the element: the code of a script, the rules of a style. */
export function textOf(element: HtmlElement): string {
  return element.texts.map(({ text }) => text).join('');
}

/** How a message names an element: `<video#intro>`, `<div.card>`, `<p>`. */
export function nameElement({ tag, attributes }: HtmlElement): string {
  const id = attributes.get('id') ?? attributes.get('data-composition-id');
  if (id) return `<${tag}#${id}>`;
  const firstClass = attributes.get('class')?.trim().split(/\s+/)[0];
  return firstClass ? `<${tag}.${firstClass}>` : `<${tag}>`;
}
