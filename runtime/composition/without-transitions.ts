const stillness = new CSSStyleSheet();
stillness.replaceSync('*, ::before, ::after { transition-duration: 0s !important; transition-delay: 0s !important }');

/**
 * Changes styles without starting transitions, as on elements with `transition: all` it would. Transitions that are under way go on:
 * a duration of zero stops only new ones.
 */
export function withoutTransitions(change: () => void): void {
  document.adoptedStyleSheets.push(stillness);
  change();
  // Brings the styles of the whole document up to date while the sheet is there.
  document.getAnimations();
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== stillness);
}
