/** Marks an element in which no transition begins. */
const STILL = 'data-edgereel-still';

const stillness = new CSSStyleSheet();
stillness.replaceSync(
  [`[${STILL}]`, `[${STILL}] *`]
    .flatMap((selector) => ['', '::before', '::after'].map((pseudoElement) => selector + pseudoElement))
    .join(', ') + ' { transition-duration: 0s !important; transition-delay: 0s !important }',
);

/**
 * Changes styles of elements without starting transitions in them, as on elements with `transition: all` it would. Transitions that are
 * under way go on: a duration of zero stops only new ones. The rule reaches these elements alone, and the sheet stays: one that comes and
 * goes makes Chrome match the styles of the whole document again.
 */
export function withoutTransitions(elements: readonly Element[], change: () => void): void {
  if (!document.adoptedStyleSheets.includes(stillness)) document.adoptedStyleSheets.push(stillness);
  for (const element of elements) element.setAttribute(STILL, '');
  change();
  // Brings their styles up to date while they are marked.
  document.getAnimations();
  for (const element of elements) element.removeAttribute(STILL);
}
