/**
 * Generic families are other fonts in every browser. Where a style names one, the bundled family that stands for it is put before it, so that
 * preview and capture draw the same, in every weight. A list that is reached through `var()` is left to the browser, and so is `math`, a font
 * with a table for layout.
 * @module
 */
import { GENERIC_FAMILIES } from '#contracts/generic-families.ts';
import { familyKey } from './font-families.ts';
import { rulesOf } from './sheet-rules.ts';

const { math: _laidOut, ...NAMED } = GENERIC_FAMILIES;
const STANDING_FOR: Readonly<Record<string, string>> = NAMED;

/** The list with the bundled family before the first generic; null when there is none, or the family is in the list. A quoted name is no generic. */
export function withBundledBefore(list: string): string | null {
  const items = list.match(/"[^"]*"|'[^']*'|[^,\s"'][^,]*/g) ?? [];
  const at = items.findIndex((item) => item.trim().toLowerCase() in STANDING_FOR);
  const bundled = STANDING_FOR[items[at]?.trim().toLowerCase() ?? ''];
  if (bundled === undefined || items.some((item) => familyKey(item) === familyKey(bundled))) return null;
  return items
    .toSpliced(at, 0, `"${bundled}"`)
    .map((item) => item.trim())
    .join(', ');
}

/** Asked again and again; looks only at sheets that are new or have grown, and at inline styles. */
export function createGenericNaming(): () => void {
  const seen = new WeakMap<CSSStyleSheet, number>();
  return () => {
    for (const sheet of [...document.styleSheets, ...document.adoptedStyleSheets]) {
      const rules = rulesOf(sheet);
      if (seen.get(sheet) === rules.length) continue;
      seen.set(sheet, rules.length);
      for (const rule of rules) nameGenerics(rule);
    }
    for (const { style } of document.querySelectorAll<HTMLElement>('[style*="font"]')) nameGeneric(style);
  };
}

function nameGenerics(rule: CSSRule): void {
  if (rule instanceof CSSStyleRule) nameGeneric(rule.style);
  if (rule instanceof CSSImportRule && rule.styleSheet)
    for (const inner of rulesOf(rule.styleSheet)) nameGenerics(inner);
  if ('cssRules' in rule) for (const inner of rule.cssRules as CSSRuleList) nameGenerics(inner);
}

function nameGeneric(style: CSSStyleDeclaration): void {
  const list = withBundledBefore(style.fontFamily);
  if (list !== null) style.setProperty('font-family', list, style.getPropertyPriority('font-family'));
}
