import { declared } from './declared.ts';
import { parseDuration } from '#contracts/time-grammar.ts';
import { findRoot } from './root.ts';

/** Length by the rules of the format: what the root declares decides; else the longest thing any adapter knows; else 0. */
export function durationSeconds(adapters: readonly { inferDuration?(): number }[]): number {
  const root = findRoot();
  const authored =
    root &&
    (parseDuration(declared(root, 'data-duration')) ?? parseDuration(declared(root, 'data-composition-duration')));
  if (authored) return authored;
  return Math.max(0, ...adapters.map((adapter) => adapter.inferDuration?.() ?? 0).filter(Number.isFinite));
}
