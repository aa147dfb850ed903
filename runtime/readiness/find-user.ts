import { describeElement } from './describe-element.ts';
import { imageUrls } from './image-urls.ts';

/** Links that only announce a file, and do not use it. */
const HINTS = 'link:is([rel~="preload" i], [rel~="modulepreload" i], [rel~="prefetch" i], [rel~="icon" i])';
const PROPERTIES = [
  ...[
    'background-image',
    'mask-image',
    'border-image-source',
    'list-style-image',
    'content',
    'cursor',
    'shape-outside',
  ],
  ...['clip-path', 'filter', 'mask-border-source', '-webkit-mask-box-image-source'],
];
const ATTRIBUTES = ['src', 'href', 'poster', 'data', 'xlink:href'];

/** Short name of an element that uses the file at a URL, by attribute or by style; null when none does. */
export function findUser(url: string): string | null {
  const users = [...document.querySelectorAll(`:not(${HINTS})`)].filter((element) => isUsedBy(element, url));
  return users[0] ? describeElement(users[0]) : null;
}

function isUsedBy(element: Element, url: string): boolean {
  if (element instanceof HTMLMediaElement || element instanceof HTMLImageElement) {
    if (element.currentSrc === url) return true;
  }
  if (ATTRIBUTES.some((name) => absolute(element.getAttribute(name)) === url)) return true;
  return [null, '::before', '::after'].some((pseudoElement) => {
    const style = getComputedStyle(element, pseudoElement);
    const text = PROPERTIES.map((property) => style.getPropertyValue(property)).join(' ');
    return imageUrls(text, document.baseURI).includes(url);
  });
}

/** A URL without its fragment, as a request names it. */
function absolute(written: string | null): string | null {
  if (written === null || !URL.canParse(written, document.baseURI)) return null;
  return new URL(written, document.baseURI).href.split('#')[0]!;
}
