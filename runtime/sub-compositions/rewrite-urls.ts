/**
 * Makes the addresses of a child's markup and styles lead from the page to where they led from the child's file.
 * @module
 */
import { resolveChildUrl, type ChildPlace } from './child-urls.ts';
import { rewriteCssUrls } from './css-urls.ts';
import { rewriteSrcset } from './srcset-urls.ts';

const URL_ATTRIBUTES = ['src', 'href', 'poster', 'xlink:href'];
const SRCSET_ATTRIBUTES = ['srcset', 'imagesrcset'];

/** Before the markup comes into the page, or the browser would ask for the wrong files. */
export function rewriteUrls(container: ParentNode, place: ChildPlace): void {
  const rewrite = (written: string): string | null => {
    const url = resolveChildUrl(written, place);
    // What leads there by itself stays as it is written.
    return url === null || url === new URL(written, document.baseURI).href ? null : withoutOrigin(url);
  };
  for (const element of container.querySelectorAll('*')) {
    if (element instanceof HTMLTemplateElement) rewriteUrls(element.content, place);
    if (element instanceof HTMLStyleElement) element.textContent = rewriteCssUrls(element.textContent ?? '', rewrite);
    const style = element.getAttribute('style');
    if (style?.includes('url(')) element.setAttribute('style', rewriteCssUrls(style, rewrite));
    // A link to click is no file of the composition.
    if (!element.matches('a')) rewriteAttributes(element, rewrite);
  }
}

function rewriteAttributes(element: Element, rewrite: (written: string) => string | null): void {
  for (const name of URL_ATTRIBUTES) {
    const written = element.getAttribute(name);
    const url = written === null ? null : rewrite(written);
    if (url !== null) element.setAttribute(name, url);
  }
  for (const name of SRCSET_ATTRIBUTES) {
    const written = element.getAttribute(name);
    if (written !== null) element.setAttribute(name, rewriteSrcset(written, rewrite));
  }
}

function withoutOrigin(url: string): string {
  return url.startsWith(`${location.origin}/`) ? url.slice(location.origin.length) : url;
}
