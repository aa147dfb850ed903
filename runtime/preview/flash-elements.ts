import { createOutlines } from './outlines.ts';

/** Long enough to be found by the eye. */
const FLASH_MS = 900;

/** Outlines what the selectors find, for a moment. Gives back the selectors that are not CSS. */
export function createFlash(): (selectors: readonly string[]) => string[] {
  const outlines = createOutlines();
  let timer = 0;

  return (selectors) => {
    const found: Element[] = [];
    const broken: string[] = [];
    for (const selector of selectors) {
      try {
        found.push(...document.querySelectorAll(selector));
      } catch {
        broken.push(selector);
      }
    }
    window.clearTimeout(timer);
    outlines.show(found);
    timer = window.setTimeout(() => outlines.show([]), FLASH_MS);
    return broken;
  };
}
