/** Does `work` once the document is parsed: at once when it is by now, as in a page that gets the runtime late. */
export function whenParsed(work: () => void): void {
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', work, { once: true });
  else work();
}
