/**
 * Watches whether the rules of a page have changed, and whether one of them mentions something, be it in force or not.
 * @module
 */
import type { PageTree, PageTrees } from './composition/page-trees.ts';
import { rulesOf, watchRuleReaders } from './readiness/sheet-rules.ts';

export interface StyleSheetWatch {
  /** True when rules or sheets have come, gone or changed since the last call. */
  takeChange(): boolean;
  isMentioned(): boolean;
  /** Must be called when a sheet has come, or its text has changed. */
  open(): void;
}

const CHANGES: readonly [prototype: object, names: readonly string[]][] = [
  [CSSStyleSheet.prototype, ['insertRule', 'deleteRule', 'addRule', 'removeRule', 'replace', 'replaceSync']],
  [CSSGroupingRule.prototype, ['insertRule', 'deleteRule']],
  [CSSKeyframesRule.prototype, ['appendRule', 'deleteRule']],
];

/** Must run before the scripts of the page. `mentions` is asked of the text of rules. */
export function watchStyleSheets(trees: PageTrees, mentions: (css: string) => boolean): StyleSheetWatch {
  let isOpen = true;
  let isMentioned: boolean | null = null;
  /** Whether the scripts of the page hold rules, which they may change unseen. */
  let isInHand = false;
  let known: readonly CSSStyleSheet[] = [];
  const open = (): void => {
    isOpen = true;
    isMentioned = null;
  };
  watchRuleReaders(() => (isInHand = true));
  for (const [prototype, names] of CHANGES) for (const name of names) watchChange(prototype, name, open);

  return {
    takeChange() {
      const sheets = trees.all().flatMap(sheetsOf);
      if (sheets.length !== known.length || sheets.some((sheet, i) => sheet !== known[i])) open();
      known = sheets;
      if (isInHand) isMentioned = null;
      const wasOpen = isOpen;
      isOpen = false;
      return wasOpen;
    },
    isMentioned: () => (isMentioned ??= known.some((sheet) => textOf(sheet).some(mentions))),
    open,
  };
}

const sheetsOf = (tree: PageTree): CSSStyleSheet[] => [...tree.styleSheets, ...tree.adoptedStyleSheets];

const textOf = (sheet: CSSStyleSheet): string[] =>
  rulesOf(sheet).flatMap((rule) =>
    rule instanceof CSSImportRule && rule.styleSheet ? textOf(rule.styleSheet) : [rule.cssText],
  );

type Call = (...args: unknown[]) => unknown;

/** Calls back after each call of a method, and again when a promise that it returned is kept. */
function watchChange(prototype: object, name: string, onChange: () => void): void {
  const owner = prototype as Record<string, Call>;
  const call = owner[name];
  if (!call) return;
  owner[name] = function (...args) {
    const result = call.apply(this, args);
    onChange();
    if (result instanceof Promise) result.then(onChange, () => {});
    return result;
  };
}
