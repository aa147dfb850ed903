/**
 * How times are written in attributes: one reading for the page and for those who read it without a browser. Pure.
 * @module
 */

/** A number that fills the whole text; units and trailing characters make it absent. */
export function parseSeconds(text: string | null | undefined): number | null {
  const trimmed = text?.trim() ?? '';
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(trimmed) ? Number(trimmed) : null;
}

/** A duration counts only when it is above zero. */
export function parseDuration(text: string | null | undefined): number | null {
  const seconds = parseSeconds(text);
  return seconds !== null && seconds > 0 && Number.isFinite(seconds) ? seconds : null;
}

export type Start =
  /** Seconds from the start of the enclosing composition. */
  | { kind: 'local'; seconds: number }
  /** Seconds after the end of another element. */
  | { kind: 'after'; target: string; offset: number };

/**
 * Reads `data-start`: a number, or a reference with an optional offset. A dash is also an id character, so `intro-2` is the element of
 * that name when `isTarget` knows one, and two seconds before the end of `intro` otherwise. Null when it is neither.
 */
export function parseStart(text: string, isTarget: (id: string) => boolean): Start | null {
  const trimmed = text.trim();
  const seconds = parseSeconds(trimmed);
  if (seconds !== null) return { kind: 'local', seconds: Math.max(0, seconds) };
  if (/^[\w.:-]+$/.test(trimmed) && isTarget(trimmed)) return { kind: 'after', target: trimmed, offset: 0 };
  const match = /^([\w.:-]+?)\s*([+-])\s*(\d+\.?\d*|\.\d+)$/.exec(trimmed);
  if (match) return { kind: 'after', target: match[1]!, offset: Number(`${match[2]}${match[3]}`) };
  return /^[\w.:-]+$/.test(trimmed) ? { kind: 'after', target: trimmed, offset: 0 } : null;
}
