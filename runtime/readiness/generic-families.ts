/**
 * Generic families are other fonts in every browser. Where a style names one first, the bundled family that stands for it is put before it,
 * so that preview and capture draw the same. A list that is reached through `var()` is left to the browser.
 * @module
 */
import { familyKey, parseFamilies } from './font-families.ts';
import { rulesOf } from './sheet-rules.ts';

const STANDING_FOR: Readonly<Record<string, string>> = {
  'sans-serif': 'Inter',
  'system-ui': 'Inter',
  cursive: 'Inter',
  fantasy: 'Inter',
  math: 'STIX Two Math',
  emoji: 'Inter',
  fangsong: 'Inter',
  serif: 'EB Garamond',
  monospace: 'JetBrains Mono',
};

/** The list with the bundled family before a generic that comes first; null when none does. A quoted name is no generic. */
export function withBundledFirst(list: string): string | null {
  if (/^\s*["']/.test(list)) return null;
  const bundled = STANDING_FOR[familyKey(parseFamilies(list)[0] ?? '')];
  return bundled === undefined ? null : `"${bundled}", ${list}`;
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
  const list = withBundledFirst(style.fontFamily);
  if (list !== null) style.setProperty('font-family', list, style.getPropertyPriority('font-family'));
}
