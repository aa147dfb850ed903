/**
 * Style sheets and `style` attributes as flat lists of rules with places in the source.
 * @module
 */
// Every project that takes this file in needs the declarations, and an import of them would need a module.
// eslint-disable-next-line typescript/triple-slash-reference
/// <reference path="./css-tree.d.ts" />
import type { Atrule, CssNode, Declaration as CssDeclaration, WalkContext } from 'css-tree';
import generate from 'css-tree/generator';
import parse from 'css-tree/parser';
import walk from 'css-tree/walker';
import { shift, type Place, type Position } from './place.ts';

export interface Declaration {
  /** Lower case; custom properties as written. */
  property: string;
  /** As the generator prints it, without `!important`. */
  value: string;
  place: Place;
}

export interface StyleRule {
  selectors: string[];
  declarations: Declaration[];
}

export interface StyleSheet {
  file: string;
  /** Style rules, those inside `@media` and the like too; keyframes are not among them. */
  rules: StyleRule[];
  /** Descriptors of each `@font-face`. */
  fontFaces: Declaration[][];
  /** Addresses of `@import`. */
  imports: { url: string; place: Place }[];
  /** Addresses in `url()`, fonts included. */
  urls: { url: string; place: Place }[];
}

export function parseStyleSheet(file: string, css: string, origin: Position): StyleSheet {
  const ast = parse(css, { positions: true, parseValue: true });
  const toDeclaration = declarationReader(file, origin);
  const sheet: StyleSheet = { file, rules: [], fontFaces: [], imports: [], urls: [] };
  walk(ast, {
    enter(this: WalkContext, node: CssNode) {
      if (node.type === 'Rule' && !isInKeyframes(this.atrule)) {
        const selectors = node.prelude.type === 'SelectorList' ? node.prelude.children.toArray() : [];
        sheet.rules.push({
          selectors: selectors.map((selector: CssNode) => generate(selector)),
          declarations: node.block.children.toArray().filter(isDeclaration).map(toDeclaration),
        });
      }
      if (node.type === 'Atrule' && node.name === 'font-face' && node.block) {
        sheet.fontFaces.push(node.block.children.toArray().filter(isDeclaration).map(toDeclaration));
      }
      if (node.type === 'Atrule' && node.name === 'import') {
        const url = importedUrl(node);
        if (url !== null) sheet.imports.push({ url, place: placeIn(file, origin, node) });
      } else if (node.type === 'Url' && this.atrule?.name !== 'import') {
        sheet.urls.push({ url: node.value, place: placeIn(file, origin, node) });
      }
    },
  });
  return sheet;
}

/** The declarations of a `style` attribute. Their places are that of the attribute: its text may hold entities. */
export function parseStyleAttribute(css: string, place: Place): { declarations: Declaration[]; urls: string[] } {
  const ast = parse(css, { context: 'declarationList', parseValue: true });
  const declarations: Declaration[] = [];
  const urls: string[] = [];
  walk(ast, (node) => {
    if (node.type === 'Declaration') declarations.push({ ...readDeclaration(node), place });
    if (node.type === 'Url') urls.push(node.value);
  });
  return { declarations, urls };
}

const isDeclaration = (node: CssNode): node is CssDeclaration => node.type === 'Declaration';
const isInKeyframes = (atrule: Atrule | null): boolean => atrule !== null && /keyframes$/i.test(atrule.name);

const declarationReader =
  (file: string, origin: Position) =>
  (node: CssDeclaration): Declaration => ({ ...readDeclaration(node), place: placeIn(file, origin, node) });

function readDeclaration({ property, value }: CssDeclaration): Omit<Declaration, 'place'> {
  return { property: property.startsWith('--') ? property : property.toLowerCase(), value: generate(value).trim() };
}

function importedUrl(node: Atrule): string | null {
  const first = node.prelude?.type === 'AtrulePrelude' ? node.prelude.children.first : null;
  return first?.type === 'String' || first?.type === 'Url' ? first.value : null;
}

function placeIn(file: string, origin: Position, node: CssNode): Place {
  const { line, column } = node.loc!.start;
  return { file, ...shift(origin, { line, column }) };
}
