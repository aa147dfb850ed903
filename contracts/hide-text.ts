/**
 * Removes the names that only this system knows from what a user will read: URLs of its parts, folders of its machine.
 * @module
 */

export type Replacement = readonly [what: string | RegExp, by: string];

/** A JSON value with the replacements made in every text of it, but not in the names of fields. */
export function hideText<T>(value: T, replacements: readonly Replacement[]): T {
  if (typeof value === 'string')
    return replacements.reduce<string>((text, [what, by]) => text.replaceAll(what, () => by), value) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => hideText(item, replacements)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, hideText(item, replacements)])) as T;
}
