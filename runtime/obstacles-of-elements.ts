/**
 * Finds elements and styles that a canvas around a page shows differently from the screen.
 * @module
 */
import { lookIntoPictures } from './style-pictures.ts';

export function obstacleOf(element: HTMLElement | SVGElement): string | null {
  if (element instanceof HTMLCanvasElement) return '<canvas>';
  // The runtime itself moves the pictures of `<img>`.
  if (element instanceof HTMLImageElement && hasHtml(element.currentSrc)) return UNPAINTED_PICTURE;
  if (isUnpainted(sourceOf(element))) return UNPAINTED_PICTURE;
  const pseudos = element.matches('dialog, [popover]') ? WITH_BACKDROP : PSEUDO_ELEMENTS;
  for (const pseudo of pseudos) {
    const style = getComputedStyle(element, pseudo);
    if (pseudo && pseudo !== '::backdrop' && style.content === 'none') continue;
    const obstacle = obstacleOfStyle(style) ?? obstacleOfPictures(style);
    if (obstacle) return obstacle;
  }
  return null;
}

const PSEUDO_ELEMENTS = [null, '::before', '::after'];
const WITH_BACKDROP = [...PSEUDO_ELEMENTS, '::backdrop'];

/** URL of the picture of an element that is no `<img>`; empty when it has none. */
function sourceOf(element: Element): string {
  if (element instanceof SVGImageElement || element instanceof SVGFEImageElement) return element.href.baseVal;
  if (element instanceof HTMLInputElement) return element.type === 'image' ? element.src : '';
  return element instanceof HTMLVideoElement ? element.poster : '';
}

type ObstacleStyle = Partial<Pick<CSSStyleDeclaration, 'transformStyle' | 'backfaceVisibility' | 'backdropFilter'>>;

export function obstacleOfStyle({ transformStyle, backfaceVisibility, backdropFilter }: ObstacleStyle): string | null {
  if (transformStyle === 'preserve-3d') return 'transform-style: preserve-3d';
  if (backfaceVisibility === 'hidden') return 'backface-visibility: hidden';
  if (backdropFilter && backdropFilter !== 'none' && !backdropFilter.includes('var(')) return 'backdrop-filter';
  return null;
}

const MENTION = /(?:transform-style|backface-visibility|backdrop-filter)\s*:\s*(?!flat\b|visible\b|none\b)/i;

/** Whether a style, as text, may give an element what a canvas cannot show. */
export const mentionsObstacle = (css: string): boolean =>
  MENTION.test(css) || (css.includes('url(') && isUnpainted(css));

export const UNPAINTED_PICTURE = 'a picture that a canvas leaves out or does not move';

/** `foreignObject`, the SVG element that holds HTML, as text and where it begins at each of the three places of Base64. */
const HTML_INSIDE = /foreignObject|Zm9yZWlnbk9iamVjd|ZvcmVpZ25PYmplY3|mb3JlaWduT2JqZWN0/;
/** Outside `<img>` a GIF moves by the browser's clock, which a canvas does not follow. */
const GIF = /\.gif(?:[?#"')]|$)|data:image\/gif/i;

/** URLs of drawings that scripts have made. What is inside takes time to read, so all count. */
const madeDrawings = new Set<string>();
const { createObjectURL } = URL;
URL.createObjectURL = (object) => {
  const url = createObjectURL.call(URL, object);
  if (object instanceof Blob && object.type.startsWith('image/svg')) madeDrawings.add(url);
  return url;
};

/** Whether a text with URLs names a drawing that may hold HTML, which a canvas leaves out. A plan looks into the files of the site. */
function hasHtml(text: string): boolean {
  if (HTML_INSIDE.test(text)) return true;
  return text.includes('blob:') && [...madeDrawings].some((url) => text.includes(url));
}

const isUnpainted = (text: string): boolean => text !== '' && (GIF.test(text) || hasHtml(text));

function obstacleOfPictures(style: CSSStyleDeclaration): string | null {
  const { backgroundImage, borderImageSource, maskImage, content, listStyleImage } = style;
  const pictures = `${backgroundImage} ${borderImageSource} ${maskImage} ${content} ${listStyleImage}`;
  if (!pictures.includes('url(')) return null;
  if (isUnpainted(pictures)) return UNPAINTED_PICTURE;
  lookIntoPictures(pictures);
  return null;
}
