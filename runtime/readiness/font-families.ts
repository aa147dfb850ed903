/**
 * Reading `font-family` lists. Pure.
 * @module
 */

const GENERIC = new Set(
  ['serif', 'sans-serif', 'monospace', 'cursive', 'fantasy', 'system-ui', 'emoji', 'math', 'fangsong'].concat([
    'ui-serif',
    'ui-sans-serif',
    'ui-monospace',
    'ui-rounded',
    '-apple-system',
    'blinkmacsystemfont',
  ]),
);

/** Families of a CSS list in order, without quotes. */
export function parseFamilies(list: string): string[] {
  const parts = list.match(/"[^"]*"|'[^']*'|[^,\s"'][^,]*/g) ?? [];
  return parts.map(unquote).filter((family) => family !== '');
}

export function unquote(family: string): string {
  return family.trim().replace(/^(["'])(.*)\1$/, '$2');
}

/** Families are the same whatever their case. */
export function familyKey(family: string): string {
  return unquote(family).toLowerCase();
}

/** A keyword, or the platform's own interface font: the browser always has something for it. */
export function isGenericFamily(family: string): boolean {
  return GENERIC.has(family.toLowerCase());
}
