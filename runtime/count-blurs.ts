import type { PageTrees } from './composition/page-trees.ts';

/** Counts the elements that show a blur. Blurs are what painting a picture in pieces makes dearer. */
export function countBlurs(trees: PageTrees): number {
  const elements = trees.all().flatMap((tree) => [...tree.querySelectorAll('*')]);
  return elements.filter((element) => isBlurred(element)).length;
}

function isBlurred(element: Element): boolean {
  if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
  const { filter, boxShadow, textShadow } = getComputedStyle(element);
  if (filter !== 'none') return true;
  return boxShadow !== 'none' || (textShadow !== 'none' && hasText(element));
}

/** Of its own: every element inherits the shadow of its text. */
const hasText = (element: Element): boolean =>
  [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue!.trim() !== '');
