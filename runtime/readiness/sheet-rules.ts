/**
 * Reads the rules of style sheets, and notices when the scripts of the page read them: a script that holds rules may change them in many ways.
 * @module
 */

const rulesBySheet: { get(sheet: CSSStyleSheet): CSSRuleList } = { get: (sheet) => sheet.cssRules };

/** Rules of a sheet; none of a sheet of another origin, which keeps them to itself. */
export function rulesOf(sheet: CSSStyleSheet): readonly CSSRule[] {
  try {
    return [...rulesBySheet.get(sheet)];
  } catch {
    return [];
  }
}

/** Calls back whenever a script reads rules. Must run before the scripts of the page. */
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
