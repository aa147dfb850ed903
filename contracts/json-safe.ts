/**
 * Whether a value is what JSON can hold: nothing is lost when it is written and read again. Pure.
 * @module
 */

/** The first part that JSON cannot hold, as its path and what it is, e.g. `theme.size is NaN`. Null when there is none. */
export function findUnsafe(value: unknown): string | null {
  return find(value, [], []);
}

function find(value: unknown, path: readonly string[], around: readonly unknown[]): string | null {
  const unsafe = (what: string): string => `${path.join('.') || 'it'} is ${what}`;
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return null;
  if (typeof value === 'number') return Number.isFinite(value) ? null : unsafe(String(value));
  if (typeof value !== 'object') return unsafe(value === undefined ? 'undefined' : `a ${typeof value}`);
  if (around.includes(value)) return unsafe('a part of itself');
  const prototype: unknown = Object.getPrototypeOf(value);
  if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null) return unsafe('no plain object');
  for (const [key, inner] of Object.entries(value)) {
    const found = find(inner, [...path, key], [...around, value]);
    if (found) return found;
  }
  return null;
}
