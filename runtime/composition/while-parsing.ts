/**
 * Applies something to the document while it is being parsed: before each script runs, so that a script sees the result,
 * and a last time when all of it is there. `apply` must bear being called again.
 */
export function whileParsing(apply: () => void): void {
  // Mutation records are delivered before the parser runs the next script.
  const observer = new MutationObserver(apply);
  observer.observe(document, { childList: true, subtree: true, characterData: true });
  // The document has just become interactive: deferred scripts and modules are still to come.
  const finish = (): void => {
    observer.disconnect();
    apply();
  };
  if (document.readyState === 'loading') document.addEventListener('readystatechange', finish, { once: true });
  else finish();
}

/** Whether the parser is done with an element: something follows it, or nothing follows any more. */
export function isWholeParsed(element: Element): boolean {
  if (document.readyState !== 'loading') return true;
  for (let node: Element | null = element; node; node = node.parentElement) {
    if (node.nextSibling) return true;
  }
  return false;
}
