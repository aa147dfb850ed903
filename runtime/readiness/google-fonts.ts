/**
 * Addresses of style sheets at Google Fonts. Pure.
 * @module
 */
import type { FontUse } from '#contracts/page.ts';

const CSS2 = 'https://fonts.googleapis.com/css2';

/**
 * Sheets that may declare a family, the most fitting first: the very weight and slant, else the family as it comes. Google
 * answers 400 for a weight that a family lacks, so each is asked for alone.
 */
export function googleSheets({ family, weight, style }: Pick<FontUse, 'family' | 'weight' | 'style'>): string[] {
  const name = encodeURIComponent(family).replaceAll('%20', '+');
  const face = style === 'normal' ? `wght@${nearestWeight(weight)}` : `ital,wght@1,${nearestWeight(weight)}`;
  return [`${name}:${face}`, name].map((wanted) => `${CSS2}?family=${wanted}&display=block`);
}

/** The hundreds from 100 to 900 are what every family is offered in. */
function nearestWeight(weight: string): number {
  return Math.min(900, Math.max(100, Math.round(Number(weight) / 100) * 100));
}
