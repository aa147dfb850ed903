/**
 * Reading `font-family` lists. Pure.
 * @module
 */

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
