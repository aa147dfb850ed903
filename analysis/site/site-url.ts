/**
 * What an address in a composition points at: a file of the site, something on the web, or neither.
 * @module
 */

export type Target =
  /** A path in the site, if it is there under one of the names the format looks it up by; else null. */
  | { kind: 'local'; path: string | null; wanted: string }
  | { kind: 'remote'; url: string }
  /** `data:`, `blob:`, a fragment, a placeholder, or what the engine serves itself. */
  | { kind: 'other' };

/** Left for a template engine or a script to fill in. */
export const isPlaceholder = (url: string): boolean => /\{\{|\$\{|<%|__[A-Z][A-Z_]*__/.test(url);

/**
 * Resolves `url` as written in `file`. A plain path means the file beside, and where there is none, the one from the
 * top: files of sub-compositions are loaded into a page at the top of the site.
 */
export function resolveUrl(url: string, file: string, paths: ReadonlySet<string>): Target {
  const trimmed = url.trim();
  if (trimmed === '' || trimmed.startsWith('#') || isPlaceholder(trimmed) || trimmed.startsWith('/__edgereel/')) {
    return { kind: 'other' };
  }
  if (/^(?:https?:)?\/\//i.test(trimmed)) return { kind: 'remote', url: trimmed };
  if (/^[a-z][a-z\d+.-]*:/i.test(trimmed)) return { kind: 'other' };
  const path = decode(trimmed.replace(/[?#].*$/, ''));
  if (path === '') return { kind: 'other' };
  const folder = file.split('/').slice(0, -1);
  const candidates = path.startsWith('/') ? [normalise([], path)] : [normalise(folder, path), normalise([], path)];
  return { kind: 'local', path: candidates.find((name) => paths.has(name)) ?? null, wanted: candidates[0]! };
}

/** `.` and `..` worked off; what leads above the top stays at the top, as in a browser. */
function normalise(folder: readonly string[], path: string): string {
  const parts: string[] = [...folder];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
