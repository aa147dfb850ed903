/**
 * Finding elements for the scripts of a child: those in its box, and where there are none, those outside every composition, such as
 * what the script itself has put at the end of the page.
 * @module
 */
import { scopeLookup, type SelectorScope } from './scope-selector.ts';

export type Lookup = (selector: string) => NodeListOf<HTMLElement>;

export function createLookup(scope: SelectorScope): Lookup {
  return (selector) => {
    const inside = document.querySelectorAll<HTMLElement>(scopeLookup(selector, scope));
    if (inside.length > 0) return inside;
    return document.querySelectorAll<HTMLElement>(
      `:is(${selector}):not([data-composition-id], [data-composition-id] *)`,
    );
  };
}
