import { findComposition, findRoot } from '../composition/root.ts';
import { mergeVariables } from './merge-variables.ts';

const DECLARATION = 'data-composition-variables';

/** Texts of the declarations of document and root, as written; the root's come last and win. */
export function variableDeclarations(): string[] {
  const elements = new Set([document.documentElement, findRoot()]);
  return [...elements].flatMap((element) => element?.getAttribute(DECLARATION) ?? []);
}

/** Values as far as the document has been parsed; right for any inline script below the root's opening tag. */
export function getVariables(): Record<string, unknown> {
  return mergeVariables(variableDeclarations(), window.__hfVariables ?? {});
}

/** Values of the sub-composition around an element; null when it stands in the page's own markup. */
export function mountedVariables(element: Element): Record<string, unknown> | null {
  const mounted = window.__hfVariablesByComp ?? {};
  for (let node = element.parentElement; node; node = node.parentElement) {
    const values = mounted[node.dataset['compositionId'] ?? ''];
    if (values) return values;
  }
  return null;
}

/** The boxes of all sub-compositions that are mounted, with their values. */
export function mountedBoxes(): [HTMLElement, Record<string, unknown>][] {
  return Object.entries(window.__hfVariablesByComp ?? {}).flatMap(([id, variables]) => {
    const box = findComposition(id);
    return box ? [[box, variables] as [HTMLElement, Record<string, unknown>]] : [];
  });
}
