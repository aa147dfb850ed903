/**
 * Keeps a child's styles in the child's box, by rewriting the selectors of its sheets where the browser holds them.
 * @module
 */
import { rulesOf } from '../readiness/sheet-rules.ts';
import { renameSelector, scopeInnerSelector, scopeStyleSelector, type SelectorScope } from './scope-selector.ts';

/**
 * The sheet must be in the document; `root` selects the element it stood in, which an `@scope` without a selector means. Keyframes, font faces
 * and properties have no selectors and stay global.
 */
export function scopeStyles(sheet: CSSStyleSheet, scope: SelectorScope, root: string): void {
  scopeRules(sheet, { scope, root, anchor: null });
}

interface Around {
  scope: SelectorScope;
  root: string;
  /** The enclosing rule that keeps the selectors in the box: `@scope`, or a style rule they are nested in. */
  anchor: 'scope' | 'style' | null;
}

const REWRITE = { scope: scopeInnerSelector, style: renameSelector, none: scopeStyleSelector };

function scopeRules(container: CSSStyleSheet | CSSGroupingRule | CSSStyleRule, around: Around): void {
  const { scope, anchor } = around;
  const rules = container instanceof CSSStyleSheet ? rulesOf(container) : [...container.cssRules];
  for (const [i, rule] of rules.entries()) {
    if (rule instanceof CSSStyleRule) {
      const selector = REWRITE[anchor ?? 'none'](rule.selectorText, scope);
      if (selector !== rule.selectorText) rule.selectorText = selector;
      if (rule.cssRules.length > 0) scopeRules(rule, { ...around, anchor: 'style' });
    } else if (rule instanceof CSSScopeRule) {
      scopeRules(rule, { ...around, anchor: 'scope' });
      const text = withScope(rule, around);
      container.deleteRule(i);
      container.insertRule(text, i);
    } else if (rule instanceof CSSGroupingRule) scopeRules(rule, around);
  }
}

/** Text of an `@scope` rule with scoped limits; those of the rule itself cannot be set. */
function withScope({ start, end, cssText }: CSSScopeRule, { scope, root, anchor }: Around): string {
  const limits = (from: string | null, to: string | null): string =>
    (from === null ? '' : ` (${from})`) + (to === null ? '' : ` to (${to})`);
  const body = cssText.slice(`@scope${limits(start, end)}`.length);
  const limit = anchor ? renameSelector : scopeStyleSelector;
  const from = start === null ? (anchor ? null : root) : limit(start, scope);
  return `@scope${limits(from, end === null ? null : renameSelector(end, scope))}${body}`;
}
