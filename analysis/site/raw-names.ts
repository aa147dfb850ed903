/**
 * File names that a URL cannot hold as they are: `#` begins a fragment, `?` a query, and `%` an escape. Pure.
 * @module
 */

/** A path as a URL has to write it. */
export const asAddress = (path: string): string =>
  path.replaceAll(/[%#?]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * The file that was probably meant by a URL that names none: one whose name is the path before it is decoded, or one whose name goes on with
 * what the browser took for a fragment or a query. `paths` are all files of the site; `path` is what the browser asked for, before it is
 * decoded. Null when there is none.
 */
export function findRawName(path: string, paths: Iterable<string>): string | null {
  const decoded = decodePath(path);
  let longer: string | null = null;
  for (const candidate of paths) {
    if (candidate === path && path !== decoded) return candidate;
    // A URL that is written by hand may hold spaces; a request does not.
    if (/[%#?]/.test(candidate) && decodePath(candidate) === decoded && candidate !== decoded) return candidate;
    const isLonger = ['#', '?'].some((mark) => candidate.startsWith(`${decoded}${mark}`));
    if (isLonger && (longer === null || candidate < longer)) longer = candidate;
  }
  return longer;
}

/** How the file that was meant has to be written, for a message. */
export const rawNameHint = (path: string): string => `The file ${path} exists: write it as ${asAddress(path)}`;

/** Decodes a path; one that cannot be decoded is taken as it is. */
export function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
