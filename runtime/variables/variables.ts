import { findRoot } from '../composition/root.ts';
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
