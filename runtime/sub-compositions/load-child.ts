/**
 * Loads the child that a host names: a file, or a template in the page.
 * @module
 */
import type { UnmountedChild } from '#contracts/page.ts';
import { readFile, fileExists } from './child-file.ts';
import { takeScripts } from './child-scripts.ts';
import { compositionUrl } from './child-urls.ts';
import { sourceOf, templateOf } from './hosts.ts';
import type { Child, ChildStyle } from './mount.ts';
import { rewriteUrls } from './rewrite-urls.ts';
import { selectContent, type Selection } from './select-content.ts';

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
  if (template) return toChild(reference, { content: document.importNode(template.content, true), head: null });

  const text = readFile(reference.url);
  if (text === null) return { unusable: 'missing' };
  if (text.trim() === '') return { unusable: 'empty' };
  const file = new DOMParser().parseFromString(text, 'text/html');
  rewriteUrls(file, { siteUrl, fileUrl: reference.url, exists: fileExists });
  const selection = selectContent(file, host.getAttribute('data-composition-id') || null);
  return toChild(reference, selection, { text, file });
}

function toChild(
  { source, url }: ChildReference,
  { content, head }: Selection,
  origin?: { text: string; file: Document },
): LoadedChild {
  if (!content.querySelector('[data-composition-id]')) return { unusable: 'no-composition' };
  const parts = head ? [head, content] : [content];
  return {
    source,
    url,
    // Sheets are loaded for the page, whatever part of the file names them.
    links: [...(origin ? [origin.file.head] : []), content].flatMap(takeLinks),
    styles: parts.flatMap(takeStyles),
    scripts: parts.flatMap((part) => takeScripts(part, origin?.text ?? '')),
    declared: origin?.file.documentElement.getAttribute('data-composition-variables') ?? null,
    content,
  };
}

function takeStyles(container: ParentNode): ChildStyle[] {
  const styles = [...container.querySelectorAll<HTMLStyleElement>('style:not(svg *)')];
  const taken = styles.map((element) => ({
    element,
    parent: container.contains(element.parentElement) ? element.parentElement : null,
  }));
  for (const element of styles) element.remove();
  return taken;
}

function takeLinks(container: ParentNode): HTMLLinkElement[] {
  return take<HTMLLinkElement>(container, 'link[rel~="stylesheet" i], link[rel~="preconnect" i]');
}

function take<Kind extends Element>(container: ParentNode, selector: string): Kind[] {
  const elements = [...container.querySelectorAll<Kind>(selector)];
  for (const element of elements) element.remove();
  return elements;
}
