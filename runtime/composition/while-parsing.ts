/**
 * Applies something to the document while it is being parsed: before each inline script runs, so that a script sees the result,
 * and a last time when all of it is there. `apply` must bear being called again.
 */
export function whileParsing(apply: () => void): void {
  // Mutation records are delivered before the parser runs the next script.
  const observer = new MutationObserver(apply);
  observer.observe(document, { childList: true, subtree: true, characterData: true });
  document.addEventListener(
    'DOMContentLoaded',
    () => {
      observer.disconnect();
      apply();
    },
    { once: true },
  );
}
