/**
 * Images of the page: elements, SVG images and CSS backgrounds, loaded and decoded before a frame shows them.
 * @module
 */
import { describeElement } from './describe-element.ts';
import { imageUrls } from './image-urls.ts';

const STYLE_PROPERTIES = ['background-image', 'mask-image', 'border-image-source', 'list-style-image'] as const;

export interface Pictures {
  /** Starts on the backgrounds of all styles, also of what does not show yet. */
  collectStyles(): void;
  /** Names of what is still loading or decoding; starts what is new. */
  pending(): string[];
  broken(): { url: string; element: string }[];
}

interface Picture {
  image: HTMLImageElement;
  url: string;
  /** The element that shows it. */
  element: Element;
}

export function createPictures(): Pictures {
  const backgrounds = new Map<string, Picture>();
  /** Last source of each image whose decoding was started, and whether it has ended. */
  const decodes = new WeakMap<HTMLImageElement, { url: string; isDone: boolean }>();

  function addBackground(url: string, element: Element): void {
    if (backgrounds.has(url)) return;
    const image = new Image();
    image.src = url;
    backgrounds.set(url, { image, url, element });
  }

  function allPictures(): Picture[] {
    for (const element of document.querySelectorAll<HTMLElement>('[style*="url("]')) {
      for (const url of imageUrls(element.style.cssText, document.baseURI)) addBackground(url, element);
    }
    for (const element of document.querySelectorAll<SVGImageElement>('svg image[href]')) {
      addBackground(new URL(element.href.animVal, document.baseURI).href, element);
    }
    const elements = [...document.images].filter(
      (image) => image.currentSrc || image.getAttribute('src') || image.srcset,
    );
    return [
      ...elements.map((image) => ({ image, url: image.currentSrc || image.src, element: image })),
      ...backgrounds.values(),
    ];
  }

  function isDecoded({ image, url }: Picture): boolean {
    const known = decodes.get(image);
    if (known?.url === url) return known.isDone;
    const decode = { url, isDone: false };
    decodes.set(image, decode);
    // A failure to decode leaves the image as it is; whether it is broken shows in its size.
    image.decode().then(
      () => (decode.isDone = true),
      () => (decode.isDone = true),
    );
    return false;
  }

  return {
    collectStyles() {
      for (const element of document.querySelectorAll('*')) {
        for (const pseudoElement of [null, '::before', '::after']) {
          const style = getComputedStyle(element, pseudoElement);
          const text = STYLE_PROPERTIES.map((property) => style.getPropertyValue(property)).join(' ');
          for (const url of imageUrls(text, document.baseURI)) addBackground(url, element);
        }
      }
    },
    pending() {
      const pictures = allPictures();
      // A lazy image outside the viewport would never begin to load.
      for (const { image } of pictures) image.loading = 'eager';
      return pictures
        .filter((picture) => !picture.image.complete || (!isBroken(picture) && !isDecoded(picture)))
        .map(({ url }) => `image ${url}`);
    },
    broken: () =>
      allPictures()
        .filter(isBroken)
        .map(({ url, element }) => ({ url, element: describeElement(element) })),
  };
}

function isBroken({ image }: Picture): boolean {
  return image.complete && image.naturalWidth === 0;
}
