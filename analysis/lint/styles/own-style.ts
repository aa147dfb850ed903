/**
 * What the styles of a document set on an element, by specificity and order.
 * @module
 */
import type { HtmlElement } from '../../site/html.ts';
import type { SiteDocument } from '../../site/site-model.ts';
import { matches, specificity } from './match-selector.ts';

const INLINE = Number.MAX_SAFE_INTEGER;

/** The value of a property that wins on this element; null when none is set. Inheritance is left out. */
export function styleOf(document: SiteDocument, element: HtmlElement, property: string): string | null {
  let winner = { weight: -1, value: null as string | null };
  const offer = (weight: number, value: string | undefined): void => {
    if (value !== undefined && weight >= winner.weight) winner = { weight, value };
  };
  for (const { selectors, declarations } of document.sheets.flatMap(({ rules }) => rules)) {
    const value = declarations.findLast((declaration) => declaration.property === property)?.value;
    if (value === undefined) continue;
    for (const selector of selectors) if (matches(element, selector)) offer(specificity(selector), value);
  }
  const inline = document.inlineStyles.find((style) => style.element === element);
  offer(INLINE, inline?.declarations.findLast((declaration) => declaration.property === property)?.value);
  return winner.value;
}
