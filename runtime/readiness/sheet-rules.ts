/** Rules of a style sheet; none of one of another origin, which keeps its rules to itself. */
export function rulesOf(sheet: CSSStyleSheet): readonly CSSRule[] {
  try {
    return [...sheet.cssRules];
  } catch {
    return [];
  }
}
