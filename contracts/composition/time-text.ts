/**
 * How times are written in attributes, with what is wrong about them.
 * @module
 */

/** A number that fills the whole text; units and trailing characters make it absent. */
export function parseSeconds(text: string | undefined): number | null {
  const trimmed = text?.trim() ?? '';
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(trimmed) ? Number(trimmed) : null;
}

export type StartText =
  /** Seconds from the start of the enclosing composition. */
  | { kind: 'local'; seconds: number }
  /** Seconds after the end of another element. */
  | { kind: 'after'; target: string; offset: number };

/** Reads `data-start`. `isTarget` decides whether `a-2` names an element or means two seconds before the end of `a`. */
export function parseStartText(text: string, isTarget: (id: string) => boolean): StartText | null {
  const trimmed = text.trim();
  const seconds = parseSeconds(trimmed);
  if (seconds !== null) return { kind: 'local', seconds: Math.max(0, seconds) };
  const isName = /^[\w.:-]+$/.test(trimmed);
  if (isName && isTarget(trimmed)) return { kind: 'after', target: trimmed, offset: 0 };
  const match = /^([\w.:-]+?)\s*([+-])\s*(\d+\.?\d*|\.\d+)$/.exec(trimmed);
  if (match) return { kind: 'after', target: match[1]!, offset: Number(`${match[2]}${match[3]}`) };
  return isName ? { kind: 'after', target: trimmed, offset: 0 } : null;
}
