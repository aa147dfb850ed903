/**
 * From a host to the child that it names: a file, or a template in the page.
 * @module
 */
import type { UnmountedChild } from '#contracts/page.ts';
import { readFile, fileExists } from './child-file.ts';
import { takeScripts } from './child-scripts.ts';
import { compositionUrl } from './child-urls.ts';
import { sourceOf, templateOf } from './hosts.ts';
import type { Child } from './mount.ts';
import { rewriteUrls } from './rewrite-urls.ts';
import { selectContent } from './select-content.ts';

/** Which child a host names, before it is loaded: children that name each other must not be. */
export interface ChildReference {
  source: string;
  url: string;
}

export type LoadedChild = Child | { unusable: UnmountedChild['reason'] };

export function referenceOf(host: Element, siteUrl: string): ChildReference {
  const source = sourceOf(host);
  if (source === null) {
    const anchor = `#${host.getAttribute('data-composition-id')}-template`;
    return { source: anchor, url: new URL(anchor, document.baseURI).href };
  }
  const url = compositionUrl(source, siteUrl);
  return { source: url.startsWith(siteUrl) ? decodeURI(url.slice(siteUrl.length)) : url, url };
}

export function loadChild(host: Element, reference: ChildReference, siteUrl: string): LoadedChild {
  const template = sourceOf(host) === null ? templateOf(host) : null;
  if (template) return toChild(reference, document.importNode(template.content, true), { text: '' });

  const text = readFile(reference.url);
  if (text === null) return { unusable: 'missing' };
  if (text.trim() === '') return { unusable: 'empty' };
  const file = new DOMParser().parseFromString(text, 'text/html');
  rewriteUrls(file, { siteUrl, fileUrl: reference.url, exists: fileExists });
  const isTemplated = file.querySelector('template') !== null;
  const content = selectContent(file, host.getAttribute('data-composition-id') || null);
  return toChild(reference, content, { text, file, isTemplated });
}

interface Origin {
  /** Of the whole file; empty when unknown. */
  text: string;
  file?: Document;
  /** A file that keeps its composition in a template has its head for itself. */
  isTemplated?: boolean;
}

function toChild(
  { source, url }: ChildReference,
  content: DocumentFragment,
  { text, file, isTemplated }: Origin,
): LoadedChild {
  if (!content.querySelector('[data-composition-id]')) return { unusable: 'no-composition' };
  const head = file && !isTemplated ? [file.head] : [];
  return {
    source,
    url,
    links: [...(file ? [file.head] : []), content].flatMap(takeLinks),
    styles: [...head, content].flatMap(takeStyles),
    scripts: [...head, content].flatMap((container) => takeScripts(container, text)),
    declared: file?.documentElement.getAttribute('data-composition-variables') ?? null,
    content,
  };
}

function takeStyles(container: ParentNode): HTMLStyleElement[] {
  return take<HTMLStyleElement>(container, 'style:not(svg *)');
}

function takeLinks(container: ParentNode): HTMLLinkElement[] {
  return take<HTMLLinkElement>(container, 'link[rel~="stylesheet" i], link[rel~="preconnect" i]');
}

function take<Kind extends Element>(container: ParentNode, selector: string): Kind[] {
  const elements = [...container.querySelectorAll<Kind>(selector)];
  for (const element of elements) element.remove();
  return elements;
}
