/**
 * Values of variables. Pure.
 * @module
 */

/**
 * Declared defaults under the render's overrides, as a fresh object. `declarations` are attribute texts; the later wins for an id. The rule
 * is loose: any entry with an `id` and a `default` counts, and broken JSON declares nothing.
 */
export function mergeVariables(
  declarations: readonly (string | null | undefined)[],
  overrides: Record<string, unknown>,
): Record<string, unknown> {
  return Object.assign({}, ...declarations.map(declaredDefaults), overrides) as Record<string, unknown>;
}

function declaredDefaults(json: string | null | undefined): Record<string, unknown> {
  if (!json) return {};
  let entries: unknown;
  try {
    entries = JSON.parse(json);
  } catch {
    return {};
  }
  if (!Array.isArray(entries)) return {};
  const usable = entries.filter(
    (entry: unknown): entry is { id: string; default: unknown } =>
      typeof entry === 'object' &&
      entry !== null &&
      'default' in entry &&
      'id' in entry &&
      typeof entry.id === 'string',
  );
  return Object.fromEntries(usable.map((entry) => [entry.id, entry.default]));
}
