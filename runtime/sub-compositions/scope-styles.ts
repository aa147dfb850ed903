/**
 * Keeps a child's styles in the child's box, by rewriting the selectors of its sheets where the browser holds them.
 * @module
 */
import { scopeStyleSelector, type SelectorScope } from './scope-selector.ts';

/** The sheet must be in the document. Keyframes and font faces have no selectors and stay global; nested rules follow their parents. */
export function scopeStyles(sheet: CSSStyleSheet, scope: SelectorScope): void {
  scopeRules(sheet.cssRules, scope);
}

function scopeRules(rules: CSSRuleList, scope: SelectorScope): void {
  for (const rule of rules) {
    if (rule instanceof CSSStyleRule) rule.selectorText = scopeStyleSelector(rule.selectorText, scope);
    else if (rule instanceof CSSGroupingRule) scopeRules(rule.cssRules, scope);
  }
}
