/**
 * The style sheets of the bundled families, as `preparePage` links them: the small families in one that is always on, each large
 * one in a sheet that is off until text names its family.
 * @module
 */
import { familyKey, parseFamilies } from './font-families.ts';
import { rulesOf } from './sheet-rules.ts';

const SHEETS = 'link[data-edgereel-fonts]';

/** Turns on the sheets of families that text names; returns the addresses of those still on their way. */
export function turnOnSheets(familyLists: Iterable<string>): string[] {
  const links = bundledSheets();
  const off = links.filter((link) => link.disabled);
  if (off.length > 0) {
    const named = new Set([...familyLists].flatMap(parseFamilies).map(familyKey));
    for (const link of off) {
      const families = (link.dataset['edgereelFonts'] ?? '').split(',').map(familyKey);
      if (families.some((family) => named.has(family))) link.disabled = false;
    }
  }
  return links.filter((link) => !link.disabled && !link.sheet).map((link) => `style sheet ${link.href}`);
}

/**
 * A family that the author declares is the author's alone, even where a bundled or aliased one has the same name: ours
 * would lend it weights and characters that it lacks.
 */
export function createYielding(): () => void {
  let lastSize = 0;
  return () => {
    if (document.fonts.size === lastSize) return;
    const all = countByFamily([...document.fonts].map(({ family }) => family));
    for (const sheet of bundledSheets().flatMap((link) => link.sheet ?? [])) {
      const own = familiesOf(sheet);
      const counts = countByFamily(own);
      // From the end, because a removed rule moves those behind it.
      for (const [index, family] of [...own.entries()].toReversed()) {
        if (family !== null && all.get(family)! > counts.get(family)!) sheet.deleteRule(index);
      }
    }
    lastSize = document.fonts.size;
  };
}

export function bundledSheets(): HTMLLinkElement[] {
  return [...document.querySelectorAll<HTMLLinkElement>(SHEETS)];
}

/** Keys of the families that are declared by the bundled sheets and by nobody else. */
export function bundledFamilies(): string[] {
  return bundledSheets().flatMap((link) =>
    link.sheet ? familiesOf(link.sheet).flatMap((family) => family ?? []) : [],
  );
}

/** Family of each rule; null for one that declares none. */
function familiesOf(sheet: CSSStyleSheet): (string | null)[] {
  return rulesOf(sheet).map((rule) =>
    rule instanceof CSSFontFaceRule ? familyKey(rule.style.getPropertyValue('font-family')) : null,
  );
}

function countByFamily(families: readonly (string | null)[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const family of families) {
    if (family !== null) counts.set(familyKey(family), (counts.get(familyKey(family)) ?? 0) + 1);
  }
  return counts;
}
