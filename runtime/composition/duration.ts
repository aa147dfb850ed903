import { parseDuration } from './time-grammar.ts';
import { findRoot } from './root.ts';
import type { Adapter } from '../adapters/adapter.ts';

/** Length by the rules of the format: what the root declares decides; else the longest thing any adapter knows; else 0. */
export function durationSeconds(adapters: readonly Adapter[]): number {
  const declared = declaredDuration();
  if (declared !== null) return declared;
  return Math.max(0, ...adapters.map((adapter) => adapter.inferDuration?.() ?? 0).filter(Number.isFinite));
}

function declaredDuration(): number | null {
  const root = findRoot();
  return (
    parseDuration(root?.getAttribute('data-duration')) ?? parseDuration(root?.getAttribute('data-composition-duration'))
  );
}
