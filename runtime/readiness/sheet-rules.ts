/**
 * Rules of a style sheet for the runtime's own use, and notice of the page's: whoever has rules in hand may change them in many ways.
 * @module
 */

const rulesBySheet: { get(sheet: CSSStyleSheet): CSSRuleList } = { get: (sheet) => sheet.cssRules };

/** None of a sheet of another origin, which keeps its rules to itself. */
export function rulesOf(sheet: CSSStyleSheet): readonly CSSRule[] {
  try {
    return [...rulesBySheet.get(sheet)];
  } catch {
    return [];
  }
}

/** Must come before the page's scripts. */
export function watchRuleReaders(onRead: () => void): void {
  const owner = CSSStyleSheet.prototype;
  const read = Object.getOwnPropertyDescriptor(owner, 'cssRules')!.get!;
  rulesBySheet.get = (sheet) => read.call(sheet) as CSSRuleList;
  for (const name of ['cssRules', 'rules']) {
    Object.defineProperty(owner, name, {
      ...Object.getOwnPropertyDescriptor(owner, name),
      get(this: CSSStyleSheet) {
        onRead();
        return rulesBySheet.get(this);
      },
    });
  }
}
