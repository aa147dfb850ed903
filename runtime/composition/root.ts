let settled: HTMLElement | null = null;

/** The element that drives size, duration and master timeline; null when the page has no composition. */
export function findRoot(): HTMLElement | null {
  // Asked for several times per element and seek. Once all is parsed, only its removal can change the answer.
  if (settled?.isConnected) return settled;
  const marked = document.querySelector<HTMLElement>('[data-composition-id][data-root="true"]');
  const root = marked ?? topLevelCompositions()[0] ?? null;
  if (document.readyState !== 'loading') settled = root;
  return root;
}

/** Composition elements without an ancestor that is one. */
export function topLevelCompositions(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-composition-id]')].filter((element) => !isNested(element));
}

/** The composition an element's numeric start counts from; null outside every composition. */
export function enclosingComposition(element: Element): HTMLElement | null {
  return element.parentElement?.closest<HTMLElement>('[data-composition-id]') ?? null;
}

export function findComposition(id: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-composition-id="${CSS.escape(id)}"]`);
}

function isNested(element: Element): boolean {
  return enclosingComposition(element) !== null;
}
