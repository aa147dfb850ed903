/**
 * Names of files that an address cannot hold as they are: `#` begins a fragment, `?` a query, and `%` an escape. Pure.
 * @module
 */

/** A path as an address has to be written. */
export const asAddress = (path: string): string =>
  path.replaceAll(/[%#?]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * The file that was meant by an address under which there is none: one called like the address before it is decoded, or one that goes on with what
 * the browser took for a fragment or a query. `paths` are all files of the site; `path` is what the browser asked for, before it is decoded.
 */
export function findRawName(path: string, paths: Iterable<string>): string | null {
  const decoded = decodePath(path);
  let longer: string | null = null;
  for (const candidate of paths) {
    if (candidate === path && path !== decoded) return candidate;
    // An address that is written by hand may hold spaces; a request does not.
    if (/[%#?]/.test(candidate) && decodePath(candidate) === decoded && candidate !== decoded) return candidate;
    const isLonger = ['#', '?'].some((mark) => candidate.startsWith(`${decoded}${mark}`));
    if (isLonger && (longer === null || candidate < longer)) longer = candidate;
  }
  return longer;
}

/** What to say when the file that was meant is there. */
export const rawNameHint = (path: string): string => `The file ${path} exists: write it as ${asAddress(path)}`;

/** A path that no browser can decode is taken as it is. */
export function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
