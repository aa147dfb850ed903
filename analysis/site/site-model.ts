/**
 * A site as the analysis sees it: its documents, parsed, with the code and the styles that belong to each.
 * @module
 */
import { type HtmlDocument, type HtmlElement, parseHtml, textOf } from './html.ts';
import type { Place, Position } from './place.ts';
import { parseScript, type Script } from './script.ts';
import type { SiteText } from './site-text.ts';
import { resolveUrl } from './site-url.ts';
import { parseStyleAttribute, parseStyleSheet, type Declaration, type StyleSheet } from './style.ts';
import { isThirdParty, looksBuilt } from './third-party.ts';

export interface SiteModel {
  paths: ReadonlySet<string>;
  skipped: readonly string[];
  /** Every HTML file that could be read. */
  documents: SiteDocument[];
  /** Style sheets of their own, by path; each belongs to the documents that link it. */
  sheets: ReadonlyMap<string, StyleSheet>;
}

export interface SiteDocument extends HtmlDocument {
  path: string;
  source: string;
  /** `entry` is rendered by itself, `sub` is mounted by another document, `page` holds no composition. */
  role: 'entry' | 'sub' | 'page';
  /** Elements with `data-composition-id`, in document order. */
  compositions: HtmlElement[];
  /** The root by the format's order of preference; templates count when there is nothing else. */
  root: HtmlElement | null;
  /** Hosts of other documents that mount this one. */
  hosts: MountingHost[];
  /** Inline scripts, the author's own files, and what they import. */
  scripts: Script[];
  /** Addresses of scripts that are not the author's: libraries, remote files, files too large to read. */
  libraries: string[];
  /** Own script files that were not read: what they do is unknown. */
  unread: string[];
  sheets: StyleSheet[];
  inlineStyles: { element: HtmlElement; declarations: Declaration[]; urls: string[]; place: Place }[];
  /** Addresses of style sheets on the web, and of `@import`s of them. */
  remoteSheets: string[];
}

export interface MountingHost {
  file: string;
  element: HtmlElement;
}

const SCRIPT_TYPES = new Set(['', 'text/javascript', 'application/javascript', 'text/ecmascript', 'module']);

/** Parses a site. `entry` is the file that is rendered by itself; others are when nothing mounts them. */
export function readSiteModel({ paths, texts, skipped }: SiteText, entry = 'index.html'): SiteModel {
  const known = new Set(paths);
  const tooMuch: string[] = [];
  const parsed = <Parsed>(path: string, parse: () => Parsed): Parsed[] => {
    const result = unlessTooMuch(parse);
    if (result === null) tooMuch.push(path);
    return result === null ? [] : [result];
  };
  const sheets = new Map<string, StyleSheet>();
  for (const [path, text] of texts) {
    if (!/\.css$/i.test(path)) continue;
    for (const sheet of parsed(path, () => parseStyleSheet(path, text, TOP))) sheets.set(path, sheet);
  }
  const scriptFiles = new Map<string, Script>();
  const parseFile = (path: string, code: string, isModule: boolean): Script => {
    const key = `${path}\0${isModule}`;
    const script = scriptFiles.get(key) ?? parseScript(path, code, isModule, TOP);
    scriptFiles.set(key, script);
    return script;
  };
  const documents = [...texts]
    .filter(([path]) => /\.html?$/i.test(path))
    .flatMap(([path, source]) =>
      parsed(path, () => readDocument(path, source, { paths: known, texts, sheets, parseFile })),
    );
  for (const document of documents) findHosts(document, documents, known);
  for (const document of documents) document.role = roleOf(document, entry);
  return { paths: known, skipped: [...skipped, ...tooMuch], documents, sheets };
}

const TOP: Position = { line: 1, column: 1 };

/** Null for a text that has too many elements, or is nested deeper than the parsers, which recurse, can go. */
function unlessTooMuch<Parsed>(parse: () => Parsed): Parsed | null {
  try {
    return parse();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

interface ReadingContext {
  paths: ReadonlySet<string>;
  texts: ReadonlyMap<string, string>;
  sheets: ReadonlyMap<string, StyleSheet>;
  parseFile(path: string, code: string, isModule: boolean): Script;
}

function readDocument(path: string, source: string, context: ReadingContext): SiteDocument {
  const html = parseHtml(source);
  const compositions = html.elements.filter(({ attributes }) => attributes.has('data-composition-id'));
  return {
    path,
    source,
    ...html,
    role: 'page',
    compositions,
    root: findRoot(compositions),
    hosts: [],
    inlineStyles: readInlineStyles(path, html.elements),
    ...readScripts(path, html.elements, context),
    ...readSheets(path, html.elements, context),
  };
}

/** Whether the element lies in a composition that lies in the document. */
export const isNested = (element: HtmlElement): boolean => {
  for (let node = element.parent; node; node = node.parent) {
    if (node.attributes.has('data-composition-id')) return true;
  }
  return false;
};

function findRoot(compositions: readonly HtmlElement[]): HtmlElement | null {
  const live = compositions.filter(({ template }) => template === null);
  const candidates = live.length > 0 ? live : compositions;
  return (
    candidates.find(({ attributes }) => attributes.get('data-root') === 'true') ??
    candidates.find((element) => !isNested(element)) ??
    candidates[0] ??
    null
  );
}

function readScripts(
  path: string,
  elements: readonly HtmlElement[],
  { paths, texts, parseFile }: ReadingContext,
): Pick<SiteDocument, 'scripts' | 'libraries' | 'unread'> {
  const scripts: Script[] = [];
  const libraries: string[] = [];
  const unread: string[] = [];
  const seen = new Set<Script>();
  const add = (script: Script): void => {
    // Modules may import each other.
    if (seen.has(script)) return;
    seen.add(script);
    for (const source of importedBy(script)) {
      if (/^(?:\.{0,2}\/|https?:)/.test(source)) load(source, script.file, true);
      else libraries.push(source);
    }
    scripts.push(script);
  };
  const load = (src: string, from: string, isModule: boolean): void => {
    const target = resolveUrl(src, from, paths);
    const code = target.kind === 'local' && target.path !== null ? texts.get(target.path) : undefined;
    if (target.kind !== 'local' || target.path === null || isThirdParty(src)) libraries.push(src);
    else if (code === undefined) unread.push(src);
    else if (looksBuilt(code)) libraries.push(src, code.slice(0, BANNER_LENGTH));
    else add(parseFile(target.path, code, isModule));
  };
  for (const element of elements) {
    const type = element.attributes.get('type')?.trim().toLowerCase() ?? '';
    if (element.tag !== 'script' || !SCRIPT_TYPES.has(type)) continue;
    const isModule = type === 'module';
    const src = element.attributes.get('src');
    if (src === undefined) {
      const code = textOf(element);
      if (looksBuilt(code)) libraries.push(code.slice(0, BANNER_LENGTH));
      else add(parseScript(path, code, isModule, codeOrigin(element)));
    } else {
      load(src, path, isModule);
    }
  }
  return { scripts, libraries, unread };
}

/** What a module imports by name, or by address. */
function importedBy({ ast }: Script): string[] {
  return (ast?.body ?? []).flatMap((node) => {
    const isImport =
      node.type === 'ImportDeclaration' ||
      node.type === 'ExportNamedDeclaration' ||
      node.type === 'ExportAllDeclaration';
    return isImport && typeof node.source?.value === 'string' ? [node.source.value] : [];
  });
}

/** Length of the beginning of a library in the document that tells its name. */
const BANNER_LENGTH = 400;

const codeOrigin = (element: HtmlElement): Position => element.texts[0]?.position ?? element.position;

function readSheets(
  path: string,
  elements: readonly HtmlElement[],
  { paths, sheets }: ReadingContext,
): Pick<SiteDocument, 'sheets' | 'remoteSheets'> {
  const found: StyleSheet[] = [];
  const remoteSheets: string[] = [];
  const add = (sheet: StyleSheet): void => {
    if (found.includes(sheet)) return;
    found.push(sheet);
    for (const { url } of sheet.imports) follow(url, sheet.file);
  };
  const follow = (url: string, file: string): void => {
    const target = resolveUrl(url, file, paths);
    if (target.kind === 'remote') remoteSheets.push(target.url);
    const sheet = target.kind === 'local' && target.path !== null ? sheets.get(target.path) : undefined;
    if (sheet) add(sheet);
  };
  for (const element of elements) {
    if (element.tag === 'style') add(parseStyleSheet(path, textOf(element), codeOrigin(element)));
    const href = element.attributes.get('href');
    if (element.tag === 'link' && href !== undefined && isStyleSheetLink(element)) follow(href, path);
  }
  return { sheets: found, remoteSheets };
}

export const isStyleSheetLink = ({ attributes }: HtmlElement): boolean =>
  attributes.get('rel')?.toLowerCase().split(/\s+/).includes('stylesheet') ?? false;

function readInlineStyles(file: string, elements: readonly HtmlElement[]): SiteDocument['inlineStyles'] {
  return elements.flatMap((element) => {
    const style = element.attributes.get('style');
    if (style === undefined) return [];
    const place = { file, ...element.positionOf('style') };
    return [{ element, place, ...parseStyleAttribute(style, place) }];
  });
}

function findHosts(document: SiteDocument, documents: readonly SiteDocument[], paths: ReadonlySet<string>): void {
  for (const element of document.elements) {
    const src = element.attributes.get('data-composition-src');
    if (src === undefined) continue;
    // Sub-compositions are named from the top of the site, wherever the host stands.
    const target = resolveUrl(src, '', paths);
    const mounted = target.kind === 'local' && documents.find(({ path }) => path === target.path);
    if (mounted) mounted.hosts.push({ file: document.path, element });
  }
}

function roleOf({ path, compositions, root, hosts }: SiteDocument, entry: string): SiteDocument['role'] {
  if (path === entry) return 'entry';
  if (hosts.length > 0) return 'sub';
  if (compositions.length === 0) return 'page';
  return root?.template === null ? 'entry' : 'sub';
}
