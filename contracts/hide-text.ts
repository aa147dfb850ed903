/**
 * Takes out of what a user will read the names that only this system knows: addresses of its parts, folders of its machine.
 * @module
 */

export type Replacement = readonly [what: string | RegExp, by: string];

/** The value with every text in it, but not the names of fields, gone through. Values are JSON. */
export function hideText<T>(value: T, replacements: readonly Replacement[]): T {
  if (typeof value === 'string')
    return replacements.reduce<string>((text, [what, by]) => text.replaceAll(what, () => by), value) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => hideText(item, replacements)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, hideText(item, replacements)])) as T;
}
