/**
 * Rules of a style sheet for the runtime's own use, and notice of the page's: whoever has rules in hand may change them in many ways.
 * @module
 */

const owner = CSSStyleSheet.prototype;
const readRules = Object.getOwnPropertyDescriptor(owner, 'cssRules')!.get!;

/** None of a sheet of another origin, which keeps its rules to itself. */
export function rulesOf(sheet: CSSStyleSheet): readonly CSSRule[] {
  try {
    return [...(readRules.call(sheet) as CSSRuleList)];
  } catch {
    return [];
  }
}

/** Must come before the page's scripts. */
export function watchRuleReaders(onRead: () => void): void {
  for (const name of ['cssRules', 'rules']) {
    Object.defineProperty(owner, name, {
      ...Object.getOwnPropertyDescriptor(owner, name),
      get(this: CSSStyleSheet) {
        onRead();
        return readRules.call(this) as CSSRuleList;
      },
    });
  }
}
