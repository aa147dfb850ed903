/**
 * Size, rate and length of a composition are what its markup says, read before any script of the composition runs. A script, and so a
 * variable, cannot change them for the same render.
 * @module
 */

const FIXED = ['data-width', 'data-height', 'data-fps', 'data-duration', 'data-composition-duration'] as const;
export type FixedAttribute = (typeof FIXED)[number];

const noted = new WeakMap<Element, ReadonlyMap<string, string | null>>();

/** Notes what the compositions say that have been parsed so far. */
export function noteDeclarations(): void {
  for (const element of document.querySelectorAll('[data-composition-id]')) note(element);
}

/** The attribute as it was written; null when it was not. A composition that a script makes is taken as first met. */
export function declared(composition: Element, name: FixedAttribute): string | null {
  return note(composition).get(name) ?? null;
}

/** Puts a value in place of the one that was written, for the page that drives a preview; a composition has no way to it. */
export function redeclare(composition: Element, name: FixedAttribute, value: string): void {
  noted.set(composition, new Map(note(composition)).set(name, value));
}

function note(composition: Element): ReadonlyMap<string, string | null> {
  const known = noted.get(composition);
  if (known) return known;
  const attributes = new Map(FIXED.map((name) => [name, composition.getAttribute(name)]));
  noted.set(composition, attributes);
  return attributes;
}
